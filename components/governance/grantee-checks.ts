import type { GrantStep } from "./grant-steps";
import { granteeForm, granteeProblem } from "./grantee";

/** What decides whether a grantee, once it is known, can be granted what the plan has for it. */
export interface GranteeContext {
    readonly admins: readonly string[];
    /** Account that owns the catalogue. */
    readonly accountId: string;
    readonly crossAccountVersion: number;
    /** The grantee's own steps. */
    readonly steps: readonly GrantStep[];
}

/** Why the principal of a name can't be granted what the plan has for it, or nothing. */
export function granteeProblems(name: string, principal: string, context: GranteeContext): string[] {
    const problem = granteeProblem(principal);
    if (problem !== undefined) return [`principals.${name} is "${principal}", which ${problem}`];
    if (context.admins.includes(principal)) {
        return [
            `principals.${name} is "${principal}", one of the admins, who may grant themselves everything: leave its grants out, or take it from the admins.`,
        ];
    }
    return shareProblems(context, principal).map((fault) => `principals.${name} is "${principal}", ${fault}`);
}

/** What other accounts can't be granted: https://docs.aws.amazon.com/lake-formation/latest/dg/cross-account-permissions.html */
function shareProblems({ accountId, crossAccountVersion, steps }: GranteeContext, principal: string): string[] {
    const form = granteeForm(principal);
    if (form === undefined || form.accountId === undefined) return [];
    if (form.accountId === accountId && form.kind !== "organization") {
        return form.kind === "account"
            ? ["the account that owns the catalogue: name its roles, for its administrators have it all anyway."]
            : [];
    }
    const needs = (version: number, what: string) =>
        crossAccountVersion < version
            ? [
                  `of another account: ${what} needs version ${version} of the rules for sharing, and crossAccountVersion is ${crossAccountVersion}. Raise it in the account's settings, and here.`,
              ]
            : [];
    const drops = steps.some((step) => step.kind === "permissions" && dropsDatabase(step));
    return [
        ...(form.kind === "identity" ? needs(3, "a grant to a single principal there") : []),
        ...(steps.some(({ on }) => on.kind === "tags") ? needs(3, "a grant by tags") : []),
        ...(steps.some(({ kind }) => kind === "optIn") ? needs(4, "hybrid access") : []),
        ...(drops ? ['of another account, which can\'t be granted DROP on a database: give access: "write".'] : []),
    ];
}

function dropsDatabase({ on, permissions }: Extract<GrantStep, { kind: "permissions" }>): boolean {
    return on.kind === "database" && permissions.includes("DROP");
}
