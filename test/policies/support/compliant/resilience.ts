import type { Examples } from "./examples";

export const resilience: Examples = {};
