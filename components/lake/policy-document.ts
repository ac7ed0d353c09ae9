import type * as pulumi from "@pulumi/pulumi";

export const PolicyEffect = {
    Allow: "Allow",
    Deny: "Deny",
} as const;
export type PolicyEffect = (typeof PolicyEffect)[keyof typeof PolicyEffect];

/** One statement of a resource policy, as a caller writes it. */
export interface PolicyStatementArgs {
    /** Names the statement inside its policy. Letters and digits only. */
    sid?: pulumi.Input<string>;
    /** Whether the statement allows or denies. Default: `Allow`. */
    effect?: pulumi.Input<PolicyEffect>;
    /** Who it speaks of, by kind: `AWS` (ARNs or account ids), `Service`, `Federated`, `CanonicalUser`. */
    principals?: Record<string, pulumi.Input<string>[]>;
    /** The actions, for example `s3:GetObject`. */
    actions: pulumi.Input<string>[];
    /** The resources. Default: the resource that carries the policy, and all that is in it. */
    resources?: pulumi.Input<string>[];
    /**
     * Operator, then condition key, then values, for example `{ StringEquals: { "aws:SourceAccount": ["111122223333"] }
     * }`.
     */
    conditions?: Record<string, Record<string, pulumi.Input<string>[]>>;
}

/** One statement of a policy, with every value known. */
export interface PolicyStatement {
    readonly sid?: string;
    readonly effect?: PolicyEffect;
    readonly principals?: Readonly<Record<string, readonly string[]>>;
    readonly actions: readonly string[];
    readonly resources?: readonly string[];
    readonly conditions?: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
}

/** Everybody, signed in or not. Meant for `Deny`. */
export const EVERYONE: Readonly<Record<string, readonly string[]>> = { AWS: ["*"] };

/**
 * The policy document of some statements, as IAM reads it.
 *
 * @param defaultResources stands in for a statement that names none; leave it empty for a trust policy
 */
export function policyJson(statements: readonly PolicyStatement[], defaultResources: readonly string[] = []): string {
    return JSON.stringify({
        Version: "2012-10-17",
        Statement: statements.map((statement) => {
            const resources = statement.resources ?? defaultResources;
            return {
                Sid: statement.sid,
                Effect: statement.effect ?? PolicyEffect.Allow,
                Principal: statement.principals && principalJson(statement.principals),
                Action: single(statement.actions),
                Resource: resources.length > 0 ? single(resources) : undefined,
                Condition:
                    statement.conditions &&
                    mapValues(statement.conditions, (keys) => mapValues(keys, (values) => single(values))),
            };
        }),
    });
}

/** The trust policy that lets AWS services assume a role. */
export function trustPolicy(
    services: readonly string[],
    conditions?: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>,
): string {
    return policyJson([{ principals: { Service: services }, actions: ["sts:AssumeRole"], conditions }]);
}

function principalJson(principals: Readonly<Record<string, readonly string[]>>): unknown {
    const everyone = Object.keys(principals).length === 1 && principals.AWS?.length === 1 && principals.AWS[0] === "*";
    return everyone ? "*" : mapValues(principals, (identifiers) => single(identifiers));
}

function single(values: readonly string[]): string | readonly string[] {
    const [only] = values;
    return values.length === 1 && only !== undefined ? only : values;
}

function mapValues<In, Out>(record: Readonly<Record<string, In>>, map: (value: In) => Out): Record<string, Out> {
    return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value)]));
}
