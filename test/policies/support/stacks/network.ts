import type { CompliantStack } from "./stack";

export const network: CompliantStack = { types: [], build: () => [] };
