import { common } from "./common";
import type { CompliantStack } from "./stack";

export const publicAccess: CompliantStack = common;
