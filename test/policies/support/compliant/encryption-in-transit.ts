import type { Examples } from "./examples";

export const encryptionInTransit: Examples = {};
