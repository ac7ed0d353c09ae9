import type { Rule } from "../../lib/rule";

export const generativeAi: readonly Rule[] = [];
