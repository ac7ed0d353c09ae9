import {
    AdvancedSecurityModeType,
    AliasAttributeType,
    AttributeDataType,
    CreateUserPoolCommand,
    DeletionProtectionType,
    DescribeUserPoolCommand,
    RecoveryOptionNameType,
    type SchemaAttributeType,
    UpdateUserPoolCommand,
    UsernameAttributeType,
    UserPoolMfaType,
    UserPoolTierType,
    VerifiedAttributeType,
} from "@aws-sdk/client-cognito-identity-provider";
import { cognito } from "../clients";
import type { Inputs } from "./inputs";
import { kept } from "./kept";
import { known } from "./known";
import type { HandlerTable, Target, TypeHandler } from "./types";

const POOL_NAME_MAX = 128;

function schemaOf({ inputs }: Target): SchemaAttributeType[] {
    return inputs.sections("schemas").map((attribute) => {
        const text = attribute.optionalSection("stringAttributeConstraints");
        return {
            Name: attribute.text("name"),
            AttributeDataType: attribute.oneOf("attributeDataType", AttributeDataType),
            Mutable: attribute.optionalFlag("mutable"),
            Required: attribute.optionalFlag("required"),
            ...(text && {
                StringAttributeConstraints: {
                    MinLength: text.optionalText("minLength"),
                    MaxLength: text.optionalText("maxLength"),
                },
            }),
        };
    });
}

function passwordPolicyOf(policy: Inputs | undefined) {
    return (
        policy && {
            PasswordPolicy: {
                MinimumLength: policy.optionalNumber("minimumLength"),
                RequireLowercase: policy.optionalFlag("requireLowercase"),
                RequireUppercase: policy.optionalFlag("requireUppercase"),
                RequireNumbers: policy.optionalFlag("requireNumbers"),
                RequireSymbols: policy.optionalFlag("requireSymbols"),
                TemporaryPasswordValidityDays: policy.optionalNumber("temporaryPasswordValidityDays"),
            },
        }
    );
}

function recoveryOf(recovery: Inputs | undefined) {
    return (
        recovery && {
            RecoveryMechanisms: recovery.sections("recoveryMechanisms").map((mechanism) => ({
                Name: mechanism.oneOf("name", RecoveryOptionNameType),
                Priority: mechanism.optionalNumber("priority"),
            })),
        }
    );
}

/** What can be changed of a pool that exists. */
function settingsOf({ inputs }: Target) {
    const admin = inputs.optionalSection("adminCreateUserConfig");
    const security = inputs
        .optionalSection("userPoolAddOns")
        ?.optionalOneOf("advancedSecurityMode", AdvancedSecurityModeType);
    return {
        Policies: passwordPolicyOf(inputs.optionalSection("passwordPolicy")),
        AccountRecoverySetting: recoveryOf(inputs.optionalSection("accountRecoverySetting")),
        AutoVerifiedAttributes: known(inputs.texts("autoVerifiedAttributes"), VerifiedAttributeType),
        MfaConfiguration: inputs.optionalOneOf("mfaConfiguration", UserPoolMfaType),
        DeletionProtection: inputs.optionalOneOf("deletionProtection", DeletionProtectionType),
        UserPoolTier: inputs.optionalOneOf("userPoolTier", UserPoolTierType),
        UserPoolTags: inputs.map("tags"),
        ...(admin && {
            AdminCreateUserConfig: { AllowAdminCreateUserOnly: admin.optionalFlag("allowAdminCreateUserOnly") },
        }),
        ...(security && { UserPoolAddOns: { AdvancedSecurityMode: security } }),
    };
}

async function describedPool({ connection, call }: Target, id: string) {
    const found = await call("DescribeUserPool", () =>
        cognito(connection).send(new DescribeUserPoolCommand({ UserPoolId: id })),
    );
    return found.UserPool;
}

async function createPool(target: Target, name: string): Promise<string> {
    const { inputs, connection, call } = target;
    const schema = schemaOf(target);
    const username = inputs.optionalSection("usernameConfiguration");
    const made = await call("CreateUserPool", () =>
        cognito(connection).send(
            new CreateUserPoolCommand({
                ...settingsOf(target),
                PoolName: name,
                UsernameAttributes: known(inputs.texts("usernameAttributes"), UsernameAttributeType),
                AliasAttributes: known(inputs.texts("aliasAttributes"), AliasAttributeType),
                ...(schema.length > 0 && { Schema: schema }),
                ...(username && { UsernameConfiguration: { CaseSensitive: username.flag("caseSensitive") } }),
            }),
        ),
    );
    return made.UserPool?.Id ?? "";
}

const userPool: TypeHandler = {
    async create(target) {
        const { previousId, connection, call } = target;
        const name = target.physicalName("name", POOL_NAME_MAX);
        const existing = await kept(previousId, (id) => describedPool(target, id));
        if (existing !== undefined) {
            const request = { ...settingsOf(target), UserPoolId: existing.Id };
            await call("UpdateUserPool", () => cognito(connection).send(new UpdateUserPoolCommand(request)));
        }
        const id = existing?.Id ?? (await createPool(target, name));
        const { region, accountId } = connection;
        return {
            id,
            outputs: {
                name,
                arn: `arn:aws:cognito-idp:${region}:${accountId}:userpool/${id}`,
                // As in AWS: tokens name it as their issuer, whoever signs them.
                endpoint: `cognito-idp.${region}.amazonaws.com/${id}`,
            },
        };
    },
    async verify(target, { id, outputs }) {
        const found = await describedPool(target, id);
        target.expect("the pool's ARN", outputs.arn, found?.Arn);
        const length = target.inputs.optionalSection("passwordPolicy")?.optionalNumber("minimumLength");
        target.expect("the shortest password", length, found?.Policies?.PasswordPolicy?.MinimumLength);
        for (const { Name, AttributeDataType } of schemaOf(target)) {
            const attribute = found?.SchemaAttributes?.find(
                (one) => one.Name === Name || one.Name === `custom:${Name}`,
            );
            target.expect(`attribute ${Name}`, AttributeDataType, attribute?.AttributeDataType);
        }
    },
};

export const userPoolHandlers: HandlerTable = {
    "aws:cognito/userPool:UserPool": userPool,
};
