import type * as aws from "@pulumi/aws";
import { type Resource, resourceRule } from "../../lib/rule";
import { types } from "../../lib/tokens";
import { allOf, anyOf, isOneOf, isUnknown, not, satisfies, type Truth } from "../../lib/truth";
import { check } from "../../lib/verdict";

/** Operations that take an encryption context, and that a constraint on it can narrow. */
const constrainable = [
    "Decrypt",
    "Encrypt",
    "GenerateDataKey",
    "GenerateDataKeyWithoutPlaintext",
    "ReEncryptFrom",
    "ReEncryptTo",
];
/** All that a grant on a symmetric key can permit. */
const everything = [...constrainable, "CreateGrant", "DescribeKey", "RetireGrant"];

export const kmsGrantsScoped = resourceRule({
    name: "kms-grants-scoped",
    group: "identity",
    description: "KMS grants permit some operations to a named principal within an encryption context.",
    severity: "low",
    anchors: {},
    remediationSteps:
        "Name a role in granteePrincipal, list the operations that it needs, and set constraints to an encryption context.",
    url: "https://docs.aws.amazon.com/kms/latest/developerguide/grants.html",
    types: types.kmsGrant,
    judge: ({ props }: Resource<aws.kms.GrantArgs>) => {
        const operations = props.texts("operations");
        const holds = (wanted: string): Truth => anyOf(...operations.map((operation) => isOneOf(operation, [wanted])));
        const principal = props.text("granteePrincipal");
        const constraints = props.has("constraints");
        return [
            ...check(
                not(satisfies(principal, (arn) => /^\*|:root$/.test(arn), false)),
                "granteePrincipal names a whole account or everybody.",
            ),
            ...check(
                not(anyOf(holds("*"), allOf(...everything.map(holds)))),
                "operations lists everything that a grant can permit.",
            ),
            ...check(
                anyOf(
                    isUnknown(constraints) ? constraints : constraints && props.each("constraints").length > 0,
                    not(anyOf(...constrainable.map(holds))),
                ),
                "constraints is not set: the grant holds for every encryption context.",
            ),
        ];
    },
});
