import type { CompliantStack } from "./stack";

export const generativeAi: CompliantStack = { types: [], build: () => [] };
