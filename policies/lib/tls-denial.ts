import { type Condition, hasEffect, type Statement } from "./policy-document";
import { includesEverybody } from "./public-statements";
import { allOf, anyOf, isUnknown, type Truth, type Unknown } from "./truth";

/** What a denial of plain-text requests has to cover. */
export interface TlsDenial {
    /** The action that must be denied, such as `s3:*`; a wider one covers it. */
    readonly action: string;
    /** Each predicate must accept one of the statement's resources. */
    readonly resources: readonly ((resource: string) => boolean)[];
}

/** Whether one of the statements denies everybody requests that do not use TLS. */
export function deniesPlainText(statements: readonly Statement[], denial: TlsDenial): Truth {
    return anyOf(
        ...statements.map((statement) => allOf(covers(statement, denial), onlyCondition(statement, isInsecure))),
    );
}

/** A statement that does so. */
export function plainTextDenial(action: string, resources: readonly string[]): object {
    return everybodyDenied(action, resources, { Bool: { "aws:SecureTransport": "false" } });
}

/** Whether one of the statements denies everybody requests below a TLS version. */
export function deniesOldTls(statements: readonly Statement[], denial: TlsDenial, minimum: number): Truth {
    const isOld = ({ operator, key, values }: Condition): Truth =>
        operator === "NumericLessThan" &&
        key === "s3:tlsversion" &&
        someValue(values, (value) => Number(value) >= minimum);
    return anyOf(...statements.map((statement) => allOf(covers(statement, denial), onlyCondition(statement, isOld))));
}

/** A statement that does so. */
export function oldTlsDenial(action: string, resources: readonly string[], minimum: string): object {
    return everybodyDenied(action, resources, { NumericLessThan: { "s3:TlsVersion": minimum } });
}

function everybodyDenied(action: string, resources: readonly string[], condition: object): object {
    return { Effect: "Deny", Principal: "*", Action: action, Resource: resources, Condition: condition };
}

function covers(statement: Statement, { action, resources }: TlsDenial): Truth {
    return allOf(
        hasEffect(statement, "Deny"),
        isUnknown(statement.principals) ? statement.principals : !statement.principals.negated,
        includesEverybody(statement),
        someValue(statement.actions, (given) => coversAction(given, action)),
        ...resources.map((accepts) => someValue(statement.resources, accepts)),
    );
}

/** `sns:*` covers `sns:Publish`; IAM compares actions without case. */
function coversAction(given: string, wanted: string): boolean {
    const [service, name] = wanted.toLowerCase().split(":");
    const action = given.toLowerCase();
    return action === "*" || action === `${service}:*` || action === `${service}:${name}`;
}

function isInsecure({ operator, key, values }: Condition): Truth {
    return (
        (operator === "Bool" || operator === "BoolIfExists") &&
        key === "aws:securetransport" &&
        someValue(values, (value) => value.toLowerCase() === "false")
    );
}

/** A second condition would narrow the denial and let plain text through elsewhere. */
function onlyCondition({ conditions }: Statement, accepts: (condition: Condition) => Truth): Truth {
    if (isUnknown(conditions)) {
        return conditions;
    }
    const [first, ...others] = conditions;
    return first !== undefined && others.length === 0 && accepts(first);
}

function someValue(values: readonly (string | Unknown)[], accepts: (value: string) => boolean): Truth {
    return anyOf(...values.map((value) => (isUnknown(value) ? value : accepts(value))));
}
