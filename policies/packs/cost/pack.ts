import type { Pack } from "../../lib/pack";
import { cost } from "../../rules/cost";

export const pack: Pack = {
    name: "cost",
    displayName: "Lakefront: cost",
    description: "What can run up a bill has a limit, and somebody is told.",
    rules: cost,
};
