import type { Examples } from "./examples";

export const cost: Examples = {};
