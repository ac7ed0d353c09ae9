/** Whether a whole text matches one of some patterns, in which `*` stands for any characters. */
export function matchesAny(text: string, patterns: readonly string[]): boolean {
    return patterns.some((pattern) => toExpression(pattern).test(text));
}

function toExpression(pattern: string): RegExp {
    const parts = pattern.split("*").map((part) => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&"));
    return new RegExp(`^${parts.join(".*")}$`);
}
