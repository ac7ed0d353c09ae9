import { Malformed, parseDocument } from "./policy-document";
import type { Remedy } from "./remedy";
import { type Field, isUnknown } from "./truth";

interface DocumentShape {
    readonly Statement?: readonly unknown[];
}

/**
 * Adds statements to a policy property, in the form that the property has. A policy is left as it is where it is not
 * known yet, where it is none, and where it is an object with a lone statement, which could only be replaced.
 */
export function addStatements(policy: Field<unknown>, path: string, added: readonly object[]): Remedy {
    const document = parseDocument<DocumentShape>(policy, path);
    if (document === undefined || document instanceof Malformed || isUnknown(document)) {
        return {};
    }
    const statements = document.get("Statement");
    if (typeof policy === "string") {
        const source: object = JSON.parse(policy);
        return { [path]: JSON.stringify({ ...source, Statement: [statements ?? [], added].flat() }) };
    }
    if (!Array.isArray(statements)) {
        return {};
    }
    return Object.fromEntries(
        added.map((statement, index) => [`${path}.Statement[${statements.length + index}]`, statement]),
    );
}
