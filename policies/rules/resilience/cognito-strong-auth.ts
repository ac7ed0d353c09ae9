import type * as aws from "@pulumi/aws";
import type { Properties } from "../../lib/properties";
import { providerDefaults } from "../../lib/provider-defaults";
import { type Requirement, requirementRule } from "../../lib/requirement";
import type { Resource } from "../../lib/rule";
import { choice, flag, integer, type ValuesOf } from "../../lib/settings";
import { types } from "../../lib/tokens";
import { anyOf, isOneOf, not, satisfies } from "../../lib/truth";

const settings = {
    minLength: integer("The fewest characters of a password.", 8, { minimum: 6, maximum: 99 }),
    mfa: choice(
        "Whether every user needs a second factor (ON) or may have one (OPTIONAL).",
        ["OPTIONAL", "ON"],
        "OPTIONAL",
    ),
    requireThreatProtection: flag(
        "Ask for threat protection, which needs the feature plan PLUS and costs by user.",
        false,
    ),
};

type Pool = Properties<aws.cognito.UserPoolArgs>;
type Client = Properties<aws.cognito.UserPoolClientArgs>;

const clients: readonly string[] = types.cognitoUserPoolClient;
const characters = ["requireLowercase", "requireUppercase", "requireNumbers", "requireSymbols"] as const;
const secondFactors = ["softwareTokenMfaConfiguration", "smsConfiguration", "emailMfaConfiguration"] as const;

export const cognitoStrongAuth = requirementRule({
    name: "cognito-strong-auth",
    group: "resilience",
    description: "Cognito user pools offer a second factor and ask for strong passwords, and tokens can be revoked.",
    severity: "medium",
    anchors: {
        fsbp: ["Cognito.1", "Cognito.3"],
        cdkNag: ["AwsSolutions-COG1", "AwsSolutions-COG2", "AwsSolutions-COG8"],
    },
    remediationSteps:
        "Set mfaConfiguration with a second factor, and the members of passwordPolicy on the pool; leave out enableTokenRevocation on the client.",
    url: "https://docs.aws.amazon.com/securityhub/latest/userguide/cognito-controls.html#cognito-3",
    types: [...types.cognitoUserPool, ...types.cognitoUserPoolClient],
    settings,
    requires: ({ type, props }: Resource<aws.cognito.UserPoolArgs & aws.cognito.UserPoolClientArgs>, values) =>
        clients.includes(type) ? ofClient(props) : ofPool(props, values),
});

/** New clients can revoke tokens unless that is switched off. */
function ofClient(props: Client): readonly Requirement[] {
    return [
        {
            kept: not(isOneOf(props.flag("enableTokenRevocation"), [false])),
            otherwise: "enableTokenRevocation is false: a stolen token stays valid.",
            remedy: { enableTokenRevocation: true },
        },
    ];
}

function ofPool(props: Pool, values: ValuesOf<typeof settings>): readonly Requirement[] {
    const { mfa, requireThreatProtection } = values;
    const hasFactor = secondFactors.some((factor) => props.has(factor) !== false);
    const mode = props.child("userPoolAddOns").text("advancedSecurityMode");
    return [
        {
            kept: isOneOf(props.text("mfaConfiguration"), mfa === "ON" ? ["ON"] : ["ON", "OPTIONAL"]),
            otherwise: `mfaConfiguration is not ${mfa === "ON" ? "ON" : "ON or OPTIONAL"}: a password alone lets in.`,
            remedy: { mfaConfiguration: mfa, ...(!hasFactor && { "softwareTokenMfaConfiguration.enabled": true }) },
        },
        ...passwordPolicy(props, values),
        {
            kept: anyOf(!requireThreatProtection, isOneOf(mode, ["ENFORCED"])),
            otherwise: "userPoolAddOns.advancedSecurityMode is not ENFORCED: stolen passwords are not noticed.",
            remedy: { "userPoolAddOns.advancedSecurityMode": "ENFORCED", userPoolTier: "PLUS" },
        },
    ];
}

/** Without a policy the service's own holds, which asks for every kind of character. */
function passwordPolicy(props: Pool, { minLength }: ValuesOf<typeof settings>): readonly Requirement[] {
    const policy = props.child("passwordPolicy");
    const length = policy.pathTo("minimumLength");
    const none = not(props.has("passwordPolicy"));
    const isLong = satisfies(policy.number("minimumLength"), (given) => given >= minLength, false);
    const defaultIsLong = providerDefaults.cognitoUserPool.passwordLength >= minLength;
    const allCharacters = Object.fromEntries(characters.map((kind) => [policy.pathTo(kind), true]));
    return [
        {
            kept: none === true ? defaultIsLong : isLong,
            otherwise: `${length} is less than ${minLength}.`,
            remedy: { [length]: minLength, ...(none === true && allCharacters) },
        },
        ...characters.map((kind) => ({
            kept: anyOf(none, isOneOf(policy.flag(kind), [true])),
            otherwise: `${policy.pathTo(kind)} is not true.`,
            remedy: { [policy.pathTo(kind)]: true },
        })),
    ];
}
