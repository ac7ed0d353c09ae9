import { common } from "./common";
import type { CompliantStack } from "./stack";

export const encryptionInTransit: CompliantStack = common;
