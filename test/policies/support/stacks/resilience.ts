import type { CompliantStack } from "./stack";

export const resilience: CompliantStack = { types: [], build: () => [] };
