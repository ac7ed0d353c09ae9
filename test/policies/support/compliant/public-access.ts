import type { Examples } from "./examples";

export const publicAccess: Examples = {};
