import type * as pulumi from "@pulumi/pulumi";
import { isPlain } from "../problems";
import type { PolicyStatementArgs } from "./policy-document";

/** The arguments by which a key is brought, or the policy of one that is made is added to. */
interface KeyChoice {
    readonly kmsKeyArn?: pulumi.Input<string>;
    readonly keyPolicyStatements?: PolicyStatementArgs[];
}

/**
 * The problems of a choice of key.
 *
 * @param at where the arguments are, with the dot behind it: empty at the top, else for example `tiers.raw.`
 */
export function keyChoiceProblems(at: string, { kmsKeyArn, keyPolicyStatements }: KeyChoice): string[] {
    return [
        ...(kmsKeyArn !== undefined && keyPolicyStatements !== undefined
            ? [`${at}keyPolicyStatements can't be added to a key that you bring: put them in that key's own policy.`]
            : []),
        ...keyArnProblems(`${at}kmsKeyArn`, kmsKeyArn),
    ];
}

/** The problem with a key's ARN that is known already, or nothing. An alias names another key tomorrow. */
export function keyArnProblems(property: string, arn: pulumi.Input<string> | undefined): string[] {
    if (!isPlain(arn) || /^arn:[\w-]+:kms:[\w-]+:\d{12}:key\/.+$/.test(arn)) {
        return [];
    }
    return [
        `${property} is "${arn}": it takes a key's ARN, not an alias, for example "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab".`,
    ];
}
