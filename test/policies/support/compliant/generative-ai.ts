import type { Examples } from "./examples";

export const generativeAi: Examples = {};
