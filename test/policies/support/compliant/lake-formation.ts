import type { Examples } from "./examples";

export const lakeFormation: Examples = {};
