import type { CompliantStack } from "./stack";

export const audit: CompliantStack = { types: [], build: () => [] };
