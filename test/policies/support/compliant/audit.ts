import type { Examples } from "./examples";

export const audit: Examples = {};
