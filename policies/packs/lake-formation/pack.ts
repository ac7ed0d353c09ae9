import type { Pack } from "../../lib/pack";
import { lakeFormation } from "../../rules/lake-formation";

export const pack: Pack = {
    name: "lake-formation",
    displayName: "Lakefront: Lake Formation",
    description: "Who reads what in the lake is decided by Lake Formation grants, and by nothing beside them.",
    rules: lakeFormation,
};
