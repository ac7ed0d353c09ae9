import * as pulumi from "@pulumi/pulumi";
import { encryptionKey, keyArnOf } from "../lake/encryption-key";
import { logGroupKeyStatement } from "../lake/key-policy";
import type { Scope } from "../lake/lake";
import type { PolicyStatement } from "../lake/policy-document";

/** What a component's key is for. */
export interface ShopKeySpec {
    /** The alias, without `alias/`. */
    readonly alias: string;
    readonly description: string;
    /** Log groups under the key. */
    readonly logGroups: readonly string[];
    /** Statements for services that use the key in their own name. */
    readonly services?: pulumi.Output<PolicyStatement[]>;
}

/** The ARN of the key that a component uses: the caller's, or one of its own, `<name>-key`. */
export function shopKeyArn(
    spec: ShopKeySpec,
    existing: pulumi.Input<string> | undefined,
    scope: Scope,
): pulumi.Output<string> {
    if (existing !== undefined) return pulumi.output(existing);
    const services = pulumi
        .all([scope.place, spec.services ?? pulumi.output<PolicyStatement[]>([])])
        .apply(([place, others]) => [
            ...(spec.logGroups.length > 0 ? [logGroupKeyStatement(place, ...spec.logGroups)] : []),
            ...others,
        ]);
    const { alias, description } = spec;
    const key = encryptionKey(`${scope.name}-key`, { alias, description, services, tags: scope.tags }, scope);
    return keyArnOf(key, scope.place);
}
