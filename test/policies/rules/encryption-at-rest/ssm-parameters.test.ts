import { ssmParameterSecure } from "../../../../policies/rules/encryption-at-rest/ssm-parameter-secure";
import { describeRule } from "../../support/describe-rule";
import { UNKNOWN } from "../../support/judge";

const open = ["type is not SecureString, though the name or the value is that of a secret."];
const plain = { type: "String", name: "/shop/setting" };

describeRule({
    rule: ssmParameterSecure,
    type: "aws:ssm/parameter:Parameter",
    refuses: [
        { when: "a secret by its name", set: { type: "String" }, says: open },
        {
            when: "a secret by its name, whatever the case",
            set: { type: "String", name: "/shop/CrmPassword" },
            says: open,
        },
        { when: "a secret in a list", set: { type: "StringList", name: "api_key" }, says: open },
        ...[
            ["a private key", "-----BEGIN RSA PRIVATE KEY-----\nMIIE"],
            ["an access key", `AKIA${"A".repeat(16)}`],
            ["a token", `ghp_${"a".repeat(36)}`],
            ["a password in an address", "postgresql://crm:hunter2@db.example.com:5432/crm"],
        ].map(([what, value]) => ({ when: `${what} under another name`, set: { ...plain, value }, says: open })),
        {
            when: "a credential in insecureValue",
            set: { ...plain, value: undefined, insecureValue: "postgresql://crm:hunter2@db/crm" },
            says: open,
        },
        {
            when: "a name that the setting adds",
            set: { ...plain, name: "/shop/licence" },
            settings: { namePatterns: ["*/Licence"] },
            says: open,
        },
        {
            when: "the AWS managed key where one's own is asked for",
            set: { keyId: undefined },
            settings: { requireCmk: true },
            says: [
                "keyId names no key of your own: the AWS managed key decrypts for everybody who may read the parameter.",
            ],
        },
    ],
    accepts: [
        { when: "a setting in plain text", set: { ...plain, value: "https://shop.example.com/path" } },
        { when: "the AWS managed key", set: { keyId: undefined } },
        { when: "a number of tokens", set: { type: "String", name: "/assistant/max-tokens", value: "512" } },
        {
            when: "the ARN of a secret",
            set: { type: "String", value: "arn:aws:secretsmanager:us-east-1:111122223333:secret:crm" },
        },
        { when: "a switch", set: { type: "String", name: "/shop/may-reset-password", value: "true" } },
        { when: "the place of a secret", set: { type: "String", name: "/shop/crm-secret-arn", value: "crm" } },
        {
            when: "no key where nothing is a secret",
            set: { ...plain, keyId: undefined },
            settings: { requireCmk: true },
        },
        {
            when: "an unknown key where one's own is asked for",
            set: { keyId: UNKNOWN },
            settings: { requireCmk: true },
        },
    ],
    defersOn: ["type"],
    needsOnlyPresenceOf: ["value", "name"],
});
