import { resolve } from "node:path";

/** The folder of Lakefront's policy pack of all rules. */
export const OWN_PACK = resolve(__dirname, "..", "policies", "packs", "all");
