import type { Rule } from "../../lib/rule";

export const identity: readonly Rule[] = [];
