import type { Rule } from "../../lib/rule";

export const cost: readonly Rule[] = [];
