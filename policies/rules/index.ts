import type { Group, Rule } from "../lib/rule";
import { audit } from "./audit";
import { cost } from "./cost";
import { encryptionAtRest } from "./encryption-at-rest";
import { encryptionInTransit } from "./encryption-in-transit";
import { generativeAi } from "./generative-ai";
import { identity } from "./identity";
import { lakeFormation } from "./lake-formation";
import { network } from "./network";
import { publicAccess } from "./public-access";
import { resilience } from "./resilience";

/** The rules of each group. */
export const rulesByGroup: Readonly<Record<Group, readonly Rule[]>> = {
    "encryption-at-rest": encryptionAtRest,
    "encryption-in-transit": encryptionInTransit,
    "public-access": publicAccess,
    identity,
    audit,
    resilience,
    network,
    cost,
    "generative-ai": generativeAi,
    "lake-formation": lakeFormation,
};

/** Every rule there is. */
export const rules: readonly Rule[] = Object.values(rulesByGroup).flat();
