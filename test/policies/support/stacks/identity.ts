import type { CompliantStack } from "./stack";

export const identity: CompliantStack = { types: [], build: () => [] };
