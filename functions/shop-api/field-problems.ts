import type * as z from "zod/mini";
import type { FieldProblem } from "./problem";

/** What is wrong with a field. Names of unknown fields and all values are the caller's own words, and aren't repeated. */
export function fieldProblem(issue: z.core.$ZodIssue): FieldProblem {
    return { field: issue.path.map(String).join("."), message: words(issue) };
}

function words(issue: z.core.$ZodIssue): string {
    switch (issue.code) {
        case "invalid_type":
            return `must be of type ${issue.expected}`;
        case "too_small":
            return `must be at least ${issue.minimum}${unit(issue.origin)}${issue.inclusive === false ? ", exclusive" : ""}`;
        case "too_big":
            return `must be at most ${issue.maximum}${unit(issue.origin)}`;
        case "invalid_format":
            return issue.pattern === undefined ? `must be of the form ${issue.format}` : `must match ${issue.pattern}`;
        case "invalid_value":
            return `must be one of ${issue.values.map(String).join(", ")}`;
        case "unrecognized_keys":
            return `has ${issue.keys.length} unknown field${issue.keys.length === 1 ? "" : "s"}`;
        default:
            return "isn't as it should be";
    }
}

function unit(origin: string): string {
    return origin === "string" ? " characters long" : "";
}
