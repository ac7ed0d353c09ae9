import type { Rule } from "../../lib/rule";

export const resilience: readonly Rule[] = [];
