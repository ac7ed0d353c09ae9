import type * as aws from "@pulumi/aws";
import { Malformed, parseDocument } from "./policy-document";
import type { Resource } from "./rule";
import { anyOf, type Field, isOneOf, isUnknown, satisfies, type Truth, Unknown } from "./truth";

interface RuleShape {
    readonly Resource?: readonly string[];
}

interface DocumentShape {
    readonly Rules?: readonly RuleShape[];
    readonly KmsARN?: string;
}

type SecurityPolicy = Resource<aws.opensearch.ServerlessSecurityPolicyArgs>;

/** One pattern by which an encryption policy of OpenSearch Serverless takes collections in. */
export interface EncryptionPattern {
    /** For example `collection/shop*`. */
    readonly pattern: string | Unknown;
    /** Whether the policy names a key; `KmsARN` decides even beside `AWSOwnedKey`. */
    readonly ownKey: Truth;
}

/**
 * The patterns of an encryption policy
 * (https://docs.aws.amazon.com/opensearch-service/latest/developerguide/serverless-encryption.html); one unknown pattern
 * where the policy is unknown, none where it is of another type or no policy at all.
 */
export function encryptionPatterns({ props }: SecurityPolicy): readonly EncryptionPattern[] {
    const isEncryption = isOneOf(props.text("type"), ["encryption"]);
    const document = parseDocument<DocumentShape>(props.get("policy"), "policy");
    if (isEncryption === false || document === undefined || document instanceof Malformed) {
        return [];
    }
    if (isUnknown(isEncryption)) {
        return [{ pattern: isEncryption, ownKey: isEncryption }];
    }
    if (isUnknown(document)) {
        return [{ pattern: document, ownKey: document }];
    }
    const ownKey = document.has("KmsARN");
    return document.each("Rules").flatMap((rule) => rule.texts("Resource").map((pattern) => ({ pattern, ownKey })));
}

/** The patterns that take a collection in, and those that may. */
export interface Coverage {
    readonly certain: readonly EncryptionPattern[];
    readonly possible: readonly EncryptionPattern[];
}

export function coverageOf(name: Field<string>, patterns: readonly EncryptionPattern[]): Coverage {
    const answers = patterns.map((each) => ({ each, matches: takesCollectionIn(name, each.pattern) }));
    return {
        certain: answers.filter(({ matches }) => matches === true).map(({ each }) => each),
        possible: answers.filter(({ matches }) => isUnknown(matches)).map(({ each }) => each),
    };
}

/** Whether a pattern such as `collection/shop*` takes a collection in. Patterns hold one `*` at most, at their end. */
export function takesCollectionIn(name: Field<string>, pattern: string | Unknown): Truth {
    if (isUnknown(pattern)) {
        return pattern;
    }
    if (pattern === "collection/*") {
        return true;
    }
    const open = pattern.endsWith("*");
    const start = open ? pattern.slice(0, -1) : pattern;
    return satisfies(
        name,
        (known) => (open ? `collection/${known}`.startsWith(start) : `collection/${known}` === start),
        new Unknown(["name"]),
    );
}

/** Whether some pattern takes the collection in. */
export function isCovered({ certain, possible }: Coverage): Truth {
    return anyOf(...certain.map(() => true), ...possible.map(({ pattern }) => asUnknown(pattern)));
}

/**
 * Whether the policy that decides names a key of one's own: of several, the one with the collection's full name, then
 * the one with the longest prefix.
 */
export function usesOwnKey({ certain, possible }: Coverage): Truth {
    const [decisive] = [...certain].sort((a, b) => precedence(b) - precedence(a));
    const answers = [...(decisive === undefined ? [] : [decisive]), ...possible].map(({ ownKey }) => ownKey);
    const [first, ...others] = answers;
    if (first === undefined || isUnknown(first) || others.every((other) => other === first)) {
        return first ?? false;
    }
    return anyOf(...possible.map(({ pattern }) => asUnknown(pattern)));
}

function precedence({ pattern }: EncryptionPattern): number {
    return isUnknown(pattern) ? 0 : pattern.endsWith("*") ? pattern.length : Number.POSITIVE_INFINITY;
}

/** A pattern that may take a collection in waits for itself, or else for the collection's name. */
function asUnknown(pattern: string | Unknown): Unknown {
    return isUnknown(pattern) ? pattern : new Unknown(["name"]);
}
