import type { Examples } from "./examples";

export const identity: Examples = {};
