import { Properties } from "./properties";
import { type Field, isUnknown, type Truth, type Unknown } from "./truth";

/** A value that is not a policy document at all: neither JSON text nor an object. */
export class Malformed {
    constructor(readonly reason: string) {}
}

export interface PolicyDocument {
    readonly statements: readonly Statement[];
}

/** One statement of a policy; each part may be unknown by itself. */
export interface Statement {
    /** How a message names the statement: its `Sid`, or its position. */
    readonly label: string;
    readonly effect: Field<string>;
    readonly principals: Principals | Unknown;
    readonly actions: readonly (string | Unknown)[];
    readonly resources: readonly (string | Unknown)[];
    /** What `NotAction` and `NotResource` leave out: with either, the statement is about all the rest. */
    readonly excludedActions: readonly (string | Unknown)[];
    readonly excludedResources: readonly (string | Unknown)[];
    readonly conditions: readonly Condition[] | Unknown;
}

export interface Principals {
    /** Whether the statement names those it does *not* apply to. */
    readonly negated: boolean;
    readonly members: readonly Principal[];
}

export interface Principal {
    /** `AWS`, `Service`, `Federated` or `CanonicalUser`. */
    readonly kind: string;
    readonly value: string | Unknown;
}

export interface Condition {
    readonly operator: string;
    /** Lower case: condition keys are not case-sensitive. */
    readonly key: string;
    readonly values: readonly (string | Unknown)[];
}

interface StatementShape {
    readonly Sid?: string;
    readonly Effect?: string;
    readonly Principal?: Record<string, readonly string[]>;
    readonly NotPrincipal?: Record<string, readonly string[]>;
    readonly Action?: readonly string[];
    readonly NotAction?: readonly string[];
    readonly Resource?: readonly string[];
    readonly NotResource?: readonly string[];
    readonly Condition?: Record<string, Record<string, unknown>>;
}

interface DocumentShape {
    readonly Statement?: readonly StatementShape[];
}

/**
 * Reads a property that holds a JSON document, be it as text or as an object.
 * @param path the property's name, for messages about its unknown parts.
 */
export function parseDocument<Shape>(field: Field<unknown>, path: string): Field<Properties<Shape>> | Malformed {
    const source = parseSource(field);
    if (Array.isArray(source)) {
        return new Malformed("it is not a JSON object");
    }
    return source === undefined || isUnknown(source) || source instanceof Malformed
        ? source
        : new Properties<Shape>(source, path);
}

/** Reads a property that holds a JSON list of documents, by the same rules; a lone document is a list of one. */
export function parseDocuments<Shape extends object>(field: Field<unknown>, path: string) {
    const source = parseSource(field);
    return source === undefined || isUnknown(source) || source instanceof Malformed
        ? source
        : new Properties<Record<string, readonly Shape[]>>({ [path]: source }).each(path);
}

function parseSource(field: Field<unknown>): Field<object> | Malformed {
    if (field === undefined || field === "" || isUnknown(field)) {
        return field === "" ? undefined : field;
    }
    const source = typeof field === "string" ? parseJson(field) : field;
    return typeof source === "object" && source !== null ? source : new Malformed("it is not a JSON object");
}

type ReadPolicy = Field<PolicyDocument> | Malformed;

/** The rules about policies judge a resource one after the other, and would each read its document again. */
let latest: { readonly text: string; readonly path: string; readonly policy: ReadPolicy } | undefined;

/** Reads a policy property, by the same rules. */
export function parsePolicy(field: Field<unknown>, path: string): ReadPolicy {
    if (typeof field !== "string") {
        return readPolicy(field, path);
    }
    if (latest?.text !== field || latest.path !== path) {
        latest = { text: field, path, policy: readPolicy(field, path) };
    }
    return latest.policy;
}

function readPolicy(field: Field<unknown>, path: string): ReadPolicy {
    const document = parseDocument<DocumentShape>(field, path);
    return document instanceof Properties ? { statements: document.each("Statement").map(readStatement) } : document;
}

function parseJson(text: string): unknown {
    try {
        return JSON.parse(text);
    } catch {
        return new Malformed("it is not valid JSON");
    }
}

function readStatement(statement: Properties<StatementShape>, index: number): Statement {
    const sid = statement.text("Sid");
    return {
        label: typeof sid === "string" && sid !== "" ? `"${sid}"` : `number ${index + 1}`,
        effect: statement.text("Effect"),
        principals: readPrincipals(statement),
        actions: statement.texts("Action"),
        resources: statement.texts("Resource"),
        excludedActions: statement.texts("NotAction"),
        excludedResources: statement.texts("NotResource"),
        conditions: readConditions(statement.child("Condition")),
    };
}

function readPrincipals(statement: Properties<StatementShape>): Principals | Unknown {
    const negated = statement.has("NotPrincipal");
    if (isUnknown(negated)) {
        return negated;
    }
    const key = negated ? "NotPrincipal" : "Principal";
    const principal = statement.get(key);
    if (isUnknown(principal)) {
        return principal;
    }
    if (typeof principal === "string") {
        return { negated, members: [{ kind: "AWS", value: principal }] };
    }
    const byKind = statement.child(key);
    const kinds = byKind.keys();
    if (isUnknown(kinds)) {
        return kinds;
    }
    return { negated, members: kinds.flatMap((kind) => byKind.texts(kind).map((value) => ({ kind, value }))) };
}

function readConditions(block: Properties<Record<string, Record<string, unknown>>>): readonly Condition[] | Unknown {
    const operators = block.keys();
    if (isUnknown(operators)) {
        return operators;
    }
    const conditions: Condition[] = [];
    for (const operator of operators) {
        const tests = block.child(operator);
        const keys = tests.keys();
        if (isUnknown(keys)) {
            return keys;
        }
        conditions.push(...keys.map((key) => ({ operator, key: key.toLowerCase(), values: tests.texts(key) })));
    }
    return conditions;
}

/** Whether a statement has the effect; IAM takes the word exactly. */
export function hasEffect(statement: Statement, effect: "Allow" | "Deny"): Truth {
    return isUnknown(statement.effect) ? statement.effect : statement.effect === effect;
}
