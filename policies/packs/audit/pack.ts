import type { Pack } from "../../lib/pack";
import { audit } from "../../rules/audit";

export const pack: Pack = {
    name: "audit",
    displayName: "Lakefront: audit",
    description: "What is done, asked and changed is logged, kept and watched.",
    rules: audit,
};
