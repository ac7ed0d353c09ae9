import type { Pack } from "../lib/pack";
import { pack as all } from "./all/pack";
import { pack as audit } from "./audit/pack";
import { pack as cost } from "./cost/pack";
import { pack as encryption } from "./encryption/pack";
import { pack as generativeAi } from "./generative-ai/pack";
import { pack as identity } from "./identity/pack";
import { pack as lakeFormation } from "./lake-formation/pack";
import { pack as network } from "./network/pack";
import { pack as publicAccess } from "./public-access/pack";
import { pack as resilience } from "./resilience/pack";

/** The packs that divide the rules among them: each rule is in exactly one. */
export const parts: readonly Pack[] = [
    encryption,
    publicAccess,
    identity,
    audit,
    resilience,
    network,
    cost,
    generativeAi,
    lakeFormation,
];

/** Every pack, `all` included. */
export const packs: readonly Pack[] = [...parts, all];
