import type { Group } from "../../../../policies/lib/rule";
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
import type { CompliantStack } from "./stack";

/** For each group, a stack that keeps its rules. */
export const stacks: Readonly<Record<Group, CompliantStack>> = {
    identity,
    audit,
    resilience,
    network,
    cost,
    "generative-ai": generativeAi,
    "lake-formation": lakeFormation,
    "encryption-at-rest": encryptionAtRest,
    "encryption-in-transit": encryptionInTransit,
    "public-access": publicAccess,
};
