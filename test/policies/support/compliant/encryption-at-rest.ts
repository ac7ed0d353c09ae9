import type { Examples } from "./examples";

export const encryptionAtRest: Examples = {};
