import type * as aws from "@pulumi/aws";
import { matchesAny } from "../../lib/glob";
import { namesOwnKey } from "../../lib/own-key";
import { type Resource, resourceRule } from "../../lib/rule";
import { holdsCredential, isNoSecret, secretNames } from "../../lib/secret-text";
import { flag, texts } from "../../lib/settings";
import { types } from "../../lib/tokens";
import { allOf, anyOf, isOneOf, not, satisfies } from "../../lib/truth";
import { check } from "../../lib/verdict";

const values = ["value", "valueWo", "insecureValue"] as const;

export const ssmParameterSecure = resourceRule({
    name: "ssm-parameter-secure",
    group: "encryption-at-rest",
    description: "SSM parameters that hold a secret, by their name or their value, are of type SecureString.",
    severity: "high",
    anchors: { checkov: ["CKV2_AWS_34", "CKV_AWS_337"] },
    remediationSteps:
        "Set type to SecureString, or keep the secret in Secrets Manager and name its ARN in the parameter.",
    url: "https://docs.aws.amazon.com/systems-manager/latest/userguide/secure-string-parameter-kms-encryption.html",
    types: types.ssmParameter,
    settings: {
        namePatterns: texts(
            "Names of parameters that hold secrets, with * as wildcard, whatever the case; an ARN, true and false are none.",
            secretNames,
        ),
        requireCmk: flag("Ask for a key of one's own on parameters of type SecureString, not alias/aws/ssm.", false),
    },
    judge: ({ name, props }: Resource<aws.ssm.ParameterArgs>, { namePatterns, requireCmk }) => {
        const patterns = namePatterns.map((pattern) => pattern.toLowerCase());
        const isNamedSecret = (text: string) => matchesAny(text.toLowerCase(), patterns);
        const isHarmless = satisfies(props.text("value"), isNoSecret, false);
        const isSecret = anyOf(
            allOf(satisfies(props.text("name"), isNamedSecret, isNamedSecret(name)), not(isHarmless)),
            ...values.map((property) => satisfies(props.text(property), holdsCredential, false)),
        );
        const secure = isOneOf(props.get("type"), ["SecureString"]);
        return [
            ...check(
                anyOf(secure, not(isSecret)),
                "type is not SecureString, though the name or the value is that of a secret.",
            ),
            ...check(
                anyOf(!requireCmk, not(secure), namesOwnKey(props, "keyId")),
                "keyId names no key of your own: the AWS managed key decrypts for everybody who may read the parameter.",
            ),
        ];
    },
});
