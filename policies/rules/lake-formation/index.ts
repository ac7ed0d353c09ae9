import type { Rule } from "../../lib/rule";

export const lakeFormation: readonly Rule[] = [];
