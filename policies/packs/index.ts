import type { Pack } from "../lib/pack";
import { pack as encryption } from "./encryption/pack";
import { pack as publicAccess } from "./public-access/pack";

export const packs: readonly Pack[] = [encryption, publicAccess];
