import type { Pack } from "../../lib/pack";
import { rules } from "../../rules";

export const pack: Pack = {
    name: "all",
    displayName: "Lakefront: everything",
    description: "Every rule of every other pack.",
    rules,
};
