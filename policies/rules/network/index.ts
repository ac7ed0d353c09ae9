import type { Rule } from "../../lib/rule";

export const network: readonly Rule[] = [];
