import type { Examples } from "./examples";

export const network: Examples = {};
