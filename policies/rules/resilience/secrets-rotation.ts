import type * as aws from "@pulumi/aws";
import { hasAnyTag } from "../../lib/opt-in";
import type { Properties } from "../../lib/properties";
import { stackRule } from "../../lib/rule";
import { integer, texts } from "../../lib/settings";
import type { Attachment, Join } from "../../lib/stack-graph";
import { types } from "../../lib/tokens";
import { allOf, anyOf, isOneOf, not, satisfies, type Truth, Unknown } from "../../lib/truth";
import { check } from "../../lib/verdict";

type RotationShape = aws.secretsmanager.SecretRotationArgs;

const rotationOfSecret: Join = {
    from: types.secretRotation,
    property: "secretId",
    to: types.secret,
    names: ["id", "arn", "name"],
};

export const secretsRotation = stackRule({
    name: "secrets-rotation",
    group: "resilience",
    description: "Secrets are renewed by themselves, often enough.",
    severity: "medium",
    anchors: {
        config: ["secretsmanager-rotation-enabled-check"],
        fsbp: ["SecretsManager.1", "SecretsManager.4"],
        checkov: ["CKV2_AWS_57", "CKV_AWS_304"],
        cdkNag: ["AwsSolutions-SMG4"],
    },
    remediationSteps:
        "Give the secret a SecretRotation with rotationRules, or tag it as one that its issuer has to renew.",
    url: "https://docs.aws.amazon.com/securityhub/latest/userguide/secretsmanager-controls.html#secretsmanager-1",
    types: [...types.secret, ...types.secretRotation],
    settings: {
        maxDays: integer("The most days between two rotations.", 90, { minimum: 1, maximum: 1000 }),
        exceptTags: texts("Tags, as key or key=value, of secrets that only their issuer can renew.", [
            "rotation=external",
        ]),
    },
    judge: (stack, { maxDays, exceptTags }) =>
        stack.ofTypes<aws.secretsmanager.SecretArgs>(types.secret).flatMap(({ name, urn, props }) => {
            const rotations = stack.attachedTo<RotationShape>({ urn }, rotationOfSecret);
            const excepted = hasAnyTag(props.child("tags"), exceptTags);
            return check(
                anyOf(excepted, ...rotations.map((rotation) => rotates(rotation, maxDays))),
                rotations.length === 0
                    ? `Secret "${name}" has no rotation.`
                    : `Secret "${name}" is not rotated every ${maxDays} days or more often.`,
                urn,
            );
        }),
});

function rotates({ resource: { props }, certain }: Attachment<RotationShape>, maxDays: number): Truth {
    return allOf(
        certain || new Unknown(["secretId"]),
        not(isOneOf(props.flag("rotationEnabled"), [false])),
        isOften(props.child("rotationRules"), maxDays),
    );
}

function isOften(rules: Properties<aws.types.input.secretsmanager.SecretRotationRotationRules>, most: number): Truth {
    return anyOf(
        satisfies(rules.number("automaticallyAfterDays"), (days) => days <= most, false),
        satisfies(rules.text("scheduleExpression"), (expression) => daysBetween(expression) <= most, false),
    );
}

/** A rate is in hours or days; of a cron expression, whoever wrote the calendar knows how often that is. */
function daysBetween(expression: string): number {
    const [, count, unit] = /^rate\((\d+) (day|hour)s?\)$/.exec(expression) ?? [];
    return count === undefined ? 0 : Number(count) / (unit === "hour" ? 24 : 1);
}
