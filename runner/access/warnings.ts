import { lookupOf } from "./lookup";
import { describeExpression } from "./tags";
import { type Governance, type Grant, IAM_ALLOWED_PRINCIPALS, type TagExpression } from "./types";

/**
 * What a reader of the whole should know: sentences.
 *
 * @param takes which principals' grants to look at
 */
export function warningsOn(governance: Governance, takes: (principal: string) => boolean): string[] {
    const grants = governance.grants.filter(({ principal }) => takes(principal));
    return [...settingsElsewhere(governance), ...grants.flatMap((grant) => reachesNothing(grant, governance))].sort();
}

function settingsElsewhere({ settingsDeclared, grants, databases }: Governance): string[] {
    if (settingsDeclared || (grants.length === 0 && databases.length === 0)) return [];
    return [
        `The program doesn't declare the account's Lake Formation settings: whether new databases and tables are open to ${IAM_ALLOWED_PRINCIPALS}, and who administers the lake, is decided elsewhere.`,
    ];
}

/** A tag expression that matches nothing is no error to Lake Formation, and seldom what was meant. */
function reachesNothing({ name, on }: Grant, governance: Governance): string[] {
    if (on.kind !== "tagPolicy") return [];
    const { tags } = lookupOf(governance);
    const [found, what] =
        on.resource === "DATABASE"
            ? [tags.databasesMatching(on.expression), "database"]
            : [tags.tablesMatching(on.expression), "table"];
    if (found.length > 0) return [];
    const missing = undeclaredTags(on.expression, governance);
    const why = missing.length === 0 ? "" : `, which doesn't declare the LF-tag ${missing.join(", ")}`;
    return [`${name} (${describeExpression(on.expression)}) reaches no ${what} of this program${why}.`];
}

function undeclaredTags(expression: TagExpression, { tags }: Governance): string[] {
    return expression.flatMap(({ key, values }) => {
        const declared = Object.hasOwn(tags, key) ? (tags[key] ?? []) : [];
        return values.filter((value) => value !== "*" && !declared.includes(value)).map((value) => `${key}=${value}`);
    });
}
