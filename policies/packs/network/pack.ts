import type { Pack } from "../../lib/pack";
import { network } from "../../rules/network";

export const pack: Pack = {
    name: "network",
    displayName: "Lakefront: network",
    description: "Nothing listens to the world that need not, and traffic stays on private paths.",
    rules: network,
};
