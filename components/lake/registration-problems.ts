import type * as pulumi from "@pulumi/pulumi";
import { isPlain } from "../problems";
import { prefixProblems } from "../support/location";
import { inNameOrder } from "./lifecycle";
import type { RegistrationArgs } from "./tier-args";

/**
 * The problems of a registration.
 *
 * A registered prefix covers everything below it, so a second registration inside it would be ambiguous, and Lake
 * Formation refuses it.
 *
 * @param property where it was given, for example `tiers.raw.registration`
 */
export function registrationProblems(property: string, registration: RegistrationArgs): string[] {
    const at = `${property}.prefixes`;
    const prefixes = inNameOrder(registration.prefixes);
    const problems = roleProblems(`${property}.roleArn`, registration.roleArn);
    if (registration.prefixes !== undefined && prefixes.length === 0) {
        problems.push(
            `${at} is empty: name a prefix, for example { calls: "calls/" }, or leave out prefixes to register the whole bucket.`,
        );
    }
    for (const [index, [name, prefix]] of prefixes.entries()) {
        problems.push(...nameProblems(at, name), ...formProblems(`${at}.${name}`, prefix));
        for (const [otherName, otherPrefix] of prefixes.slice(index + 1)) {
            if (covers(prefix, otherPrefix) || covers(otherPrefix, prefix)) {
                problems.push(
                    `${at}.${name} ("${prefix}") and .${otherName} ("${otherPrefix}") overlap: register only the shorter one.`,
                );
            }
        }
    }
    return problems;
}

function nameProblems(at: string, name: string): string[] {
    return /^[A-Za-z0-9_-]+$/.test(name)
        ? []
        : [
              `${at} has the name "${name}": it becomes part of a resource's name, which takes letters, digits, "_" and "-", for example "calls".`,
          ];
}

function formProblems(property: string, prefix: string): string[] {
    if (prefix.replace(/\/+$/, "") === "" || prefix.startsWith("/") || prefix.includes("//")) {
        return [
            `${property} is "${prefix}": it takes a prefix without a leading or an empty folder, for example "calls/"; leave out prefixes to register the whole bucket.`,
        ];
    }
    return prefixProblems(property, prefix);
}

function roleProblems(property: string, arn: pulumi.Input<string> | undefined): string[] {
    if (!isPlain(arn)) {
        return [];
    }
    if (arn.includes(":role/aws-service-role/")) {
        return [
            `${property} is "${arn}", a service-linked role, which can't be narrowed and doesn't serve every reader of an encrypted tier: leave out roleArn for a role of the tier's own, or give another, for example "arn:aws:iam::111122223333:role/lake-reader".`,
        ];
    }
    return /^arn:[\w-]+:iam::\d{12}:role\/[\w+=,.@/-]+$/.test(arn)
        ? []
        : [
              `${property} is "${arn}": it takes the ARN of a role, for example "arn:aws:iam::111122223333:role/lake-reader".`,
          ];
}

function covers(prefix: string, other: string): boolean {
    const folder = (text: string) => `${text.replace(/\/+$/, "")}/`;
    return folder(other).startsWith(folder(prefix));
}
