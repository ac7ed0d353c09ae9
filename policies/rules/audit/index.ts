import type { Rule } from "../../lib/rule";

export const audit: readonly Rule[] = [];
