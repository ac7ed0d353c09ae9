import { matchesAny } from "./glob";
import { hasEffect, Malformed, parsePolicy, type Statement } from "./policy-document";
import type { Properties } from "./properties";
import type { Resource } from "./rule";
import { type Settings, texts, type ValuesOf } from "./settings";
import { types } from "./tokens";
import { allOf, type Field, isUnknown, not, type Truth } from "./truth";
import { check, type Verdict } from "./verdict";

/** What gives permissions to IAM's principals: managed policies, inline ones, and those written inside a role. */
export const identityPolicyTypes: readonly string[] = [
    ...types.iamPolicy,
    ...types.iamRolePolicy,
    ...types.iamUserPolicy,
    ...types.iamGroupPolicy,
    ...types.iamRole,
];

export const identitySettings = {
    boundaries: texts(
        "Policies, by their names in the program with * as wildcard, that serve as permissions boundaries: what a boundary allows, it grants to nobody.",
    ),
} satisfies Settings;

export interface IdentityPolicyShape {
    readonly policy?: string;
    readonly inlinePolicies?: readonly { readonly policy?: string }[];
}

/** The statements of one document, and the property that holds it. */
export interface IdentityDocument {
    readonly path: string;
    readonly statements: readonly Statement[];
}

/** Judges every policy document of a resource; documents that are none at all are for `iam-no-admin-star` to report. */
export function judgeDocuments(
    { name, props }: Resource<IdentityPolicyShape>,
    { boundaries }: ValuesOf<typeof identitySettings>,
    judge: (document: IdentityDocument) => readonly Verdict[],
): readonly Verdict[] {
    if (matchesAny(name, boundaries)) {
        return [];
    }
    return documentsOf(props).flatMap(({ path, field }) => {
        const policy = parsePolicy(field, path);
        if (policy === undefined || policy instanceof Malformed) {
            return [];
        }
        return isUnknown(policy) ? check(policy, "") : judge({ path, statements: policy.statements });
    });
}

/** What is wrong with a statement that allows something. */
export interface Fault {
    readonly offends: (statement: Statement) => Truth;
    /** Follows the statement's name in a message. */
    readonly message: (statement: Statement) => string;
}

/** Refuses the statements that allow what they should not. */
export function refuseStatements(
    resource: Resource<IdentityPolicyShape>,
    settings: ValuesOf<typeof identitySettings>,
    ...faults: readonly Fault[]
): readonly Verdict[] {
    return judgeDocuments(resource, settings, ({ path, statements }) =>
        statements.flatMap((statement) => faults.flatMap((fault) => judgeFault(fault, statement, path))),
    );
}

function judgeFault({ offends, message }: Fault, statement: Statement, path: string): readonly Verdict[] {
    const allows = hasEffect(statement, "Allow");
    const kept = allows === false || not(allOf(allows, offends(statement)));
    return kept === true ? [] : check(kept, `Statement ${statement.label} of \`${path}\` ${message(statement)}`);
}

/** Where a resource keeps its documents: `policy`, or `inlinePolicies[0].policy`. */
export function documentsOf(
    props: Properties<IdentityPolicyShape>,
): readonly { readonly path: string; readonly field: Field<unknown> }[] {
    return [
        { path: "policy", field: props.get("policy") },
        ...props
            .each("inlinePolicies")
            .map((inline) => ({ path: inline.pathTo("policy"), field: inline.get("policy") })),
    ];
}
