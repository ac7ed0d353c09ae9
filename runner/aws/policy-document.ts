import { createHash } from "node:crypto";
import { isRecord } from "../engine/values";

type Statement = Record<string, unknown>;

/**
 * Renders an IAM policy as the provider's `getPolicyDocument` does
 * (https://www.pulumi.com/registry/packages/aws/api-docs/iam/getpolicydocument/): lists of one become a single value,
 * statements of source documents come first, and a statement with the `sid` of an earlier one replaces it where that
 * is allowed.
 *
 * @throws Error when two source documents or statements share a `sid` that nothing is meant to override
 */
export function policyDocument(args: Record<string, unknown>): Record<string, unknown> {
    const sources = [args.sourceJson, ...list(args.sourcePolicyDocuments)].flatMap(statementsOf);
    const own = list(args.statements).filter(isRecord).map(statement);
    const overrides = [args.overrideJson, ...list(args.overridePolicyDocuments)].flatMap(statementsOf);
    refuseDuplicates(sources);
    refuseDuplicates(own);
    const document = {
        Version: typeof args.version === "string" ? args.version : "2012-10-17",
        ...(typeof args.policyId === "string" ? { Id: args.policyId } : {}),
        Statement: overrides.reduce(overlay, own.reduce(overlay, sources)),
    };
    const minifiedJson = JSON.stringify(document);
    return {
        ...args,
        id: createHash("sha256").update(minifiedJson).digest("hex").slice(0, 10),
        json: JSON.stringify(document, undefined, 2),
        minifiedJson,
    };
}

function statement(args: Record<string, unknown>): Statement {
    const rendered: Statement = {
        Sid: args.sid,
        Effect: args.effect ?? "Allow",
        Action: collapsed(args.actions),
        NotAction: collapsed(args.notActions),
        Resource: collapsed(args.resources),
        NotResource: collapsed(args.notResources),
        Principal: principals(args.principals),
        NotPrincipal: principals(args.notPrincipals),
        Condition: conditions(args.conditions),
    };
    return Object.fromEntries(Object.entries(rendered).filter(([, value]) => value !== undefined && value !== ""));
}

function principals(value: unknown): unknown {
    const given = list(value).filter(isRecord);
    if (given.length === 0) {
        return undefined;
    }
    if (given.some(({ type, identifiers }) => type === "*" && list(identifiers).includes("*"))) {
        return "*";
    }
    const byType: Record<string, unknown[]> = {};
    for (const { type, identifiers } of given) {
        byType[String(type)] = [...(byType[String(type)] ?? []), ...list(identifiers)];
    }
    return Object.fromEntries(Object.entries(byType).map(([type, identifiers]) => [type, collapsed(identifiers)]));
}

function conditions(value: unknown): unknown {
    const given = list(value).filter(isRecord);
    if (given.length === 0) {
        return undefined;
    }
    const byTest: Record<string, Record<string, unknown>> = {};
    for (const { test, variable, values } of given) {
        const variables = byTest[String(test)] ?? {};
        const before = variables[String(variable)];
        variables[String(variable)] = collapsed([...(before === undefined ? [] : [before].flat()), ...list(values)]);
        byTest[String(test)] = variables;
    }
    return byTest;
}

function statementsOf(json: unknown): Statement[] {
    if (typeof json !== "string" || json === "") {
        return [];
    }
    const document: unknown = JSON.parse(json);
    return isRecord(document) ? [document.Statement].flat().filter(isRecord) : [];
}

function overlay(statements: Statement[], next: Statement): Statement[] {
    const index = next.Sid === undefined ? -1 : statements.findIndex(({ Sid }) => Sid === next.Sid);
    return index < 0 ? [...statements, next] : statements.with(index, next);
}

function refuseDuplicates(statements: Statement[]): void {
    const seen = new Set<unknown>();
    for (const { Sid } of statements) {
        if (Sid !== undefined && seen.has(Sid)) {
            throw new Error(`two statements have the sid ${JSON.stringify(Sid)}`);
        }
        seen.add(Sid);
    }
}

function collapsed(value: unknown): unknown {
    const values = list(value);
    return values.length === 0 ? undefined : values.length === 1 ? values[0] : values;
}

function list(value: unknown): unknown[] {
    return Array.isArray(value) ? value : [];
}
