import {
    AdvancedSecurityModeType,
    AliasAttributeType,
    AttributeDataType,
    CreateUserPoolClientCommand,
    CreateUserPoolCommand,
    CreateUserPoolDomainCommand,
    DeletionProtectionType,
    DescribeUserPoolClientCommand,
    DescribeUserPoolCommand,
    DescribeUserPoolDomainCommand,
    ExplicitAuthFlowsType,
    OAuthFlowType,
    PreventUserExistenceErrorTypes,
    RecoveryOptionNameType,
    type SchemaAttributeType,
    TimeUnitsType,
    UpdateUserPoolClientCommand,
    UpdateUserPoolCommand,
    UsernameAttributeType,
    UserPoolMfaType,
    UserPoolTierType,
    VerifiedAttributeType,
} from "@aws-sdk/client-cognito-identity-provider";
import { cognito } from "../clients";
import { unless } from "./errors";
import type { Inputs } from "./inputs";
import type { HandlerTable, Target, TypeHandler } from "./types";

const POOL_NAME_MAX = 128;

/** The values of a list that the API knows; it refuses the request if there are others. */
function known<Value extends string>(values: readonly string[], names: Record<string, Value>): Value[] {
    return Object.values(names).filter((name) => values.includes(name));
}

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
        const kept =
            previousId === undefined
                ? undefined
                : await unless(["ResourceNotFound"], () => describedPool(target, previousId));
        if (kept !== undefined) {
            const request = { ...settingsOf(target), UserPoolId: kept.Id };
            await call("UpdateUserPool", () => cognito(connection).send(new UpdateUserPoolCommand(request)));
        }
        const id = kept?.Id ?? (await createPool(target, name));
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

function unitsOf(units: Inputs | undefined) {
    return (
        units && {
            AccessToken: units.optionalOneOf("accessToken", TimeUnitsType),
            IdToken: units.optionalOneOf("idToken", TimeUnitsType),
            RefreshToken: units.optionalOneOf("refreshToken", TimeUnitsType),
        }
    );
}

/** An empty list means "none" to Cognito, where the program meant "as usual". */
function ifAny<Value>(values: Value[]): Value[] | undefined {
    return values.length === 0 ? undefined : values;
}

function clientSettings(target: Target, name: string) {
    const { inputs } = target;
    return {
        UserPoolId: inputs.text("userPoolId"),
        ClientName: name,
        ExplicitAuthFlows: ifAny(known(inputs.texts("explicitAuthFlows"), ExplicitAuthFlowsType)),
        AllowedOAuthFlows: ifAny(known(inputs.texts("allowedOauthFlows"), OAuthFlowType)),
        AllowedOAuthFlowsUserPoolClient: inputs.optionalFlag("allowedOauthFlowsUserPoolClient"),
        AllowedOAuthScopes: ifAny(inputs.texts("allowedOauthScopes")),
        CallbackURLs: ifAny(inputs.texts("callbackUrls")),
        LogoutURLs: ifAny(inputs.texts("logoutUrls")),
        SupportedIdentityProviders: ifAny(inputs.texts("supportedIdentityProviders")),
        ReadAttributes: ifAny(inputs.texts("readAttributes")),
        WriteAttributes: ifAny(inputs.texts("writeAttributes")),
        AccessTokenValidity: inputs.optionalNumber("accessTokenValidity"),
        IdTokenValidity: inputs.optionalNumber("idTokenValidity"),
        RefreshTokenValidity: inputs.optionalNumber("refreshTokenValidity"),
        TokenValidityUnits: unitsOf(inputs.optionalSection("tokenValidityUnits")),
        PreventUserExistenceErrors: inputs.optionalOneOf("preventUserExistenceErrors", PreventUserExistenceErrorTypes),
        EnableTokenRevocation: inputs.optionalFlag("enableTokenRevocation"),
    };
}

async function describedClient({ inputs, connection, call }: Target, id: string) {
    const request = { UserPoolId: inputs.text("userPoolId"), ClientId: id };
    const found = await call("DescribeUserPoolClient", () =>
        cognito(connection).send(new DescribeUserPoolClientCommand(request)),
    );
    return found.UserPoolClient;
}

const userPoolClient: TypeHandler = {
    async create(target) {
        const { inputs, connection, call, previousId } = target;
        const name = target.physicalName("name", POOL_NAME_MAX);
        const settings = clientSettings(target, name);
        const client = cognito(connection);
        const kept =
            previousId === undefined
                ? undefined
                : await unless(["ResourceNotFound"], () => describedClient(target, previousId));
        const made =
            kept === undefined
                ? await call("CreateUserPoolClient", () =>
                      client.send(
                          new CreateUserPoolClientCommand({
                              ...settings,
                              GenerateSecret: inputs.flag("generateSecret"),
                          }),
                      ),
                  )
                : await call("UpdateUserPoolClient", () =>
                      client.send(new UpdateUserPoolClientCommand({ ...settings, ClientId: kept.ClientId })),
                  );
        const { ClientId: id = "", ClientSecret: clientSecret } = made.UserPoolClient ?? {};
        return { id, outputs: { name, ...(clientSecret !== undefined && { clientSecret }) } };
    },
    async verify(target, { id }) {
        const found = await describedClient(target, id);
        const flows = clientSettings(target, "").ExplicitAuthFlows;
        target.expect("the ways to sign in", flows && [...flows].sort(), [...(found?.ExplicitAuthFlows ?? [])].sort());
        target.expect("where to go after sign-in", ifAny(target.inputs.texts("callbackUrls")), found?.CallbackURLs);
    },
};

async function describedDomain({ connection, call }: Target, domain: string) {
    const found = await call("DescribeUserPoolDomain", () =>
        cognito(connection).send(new DescribeUserPoolDomainCommand({ Domain: domain })),
    );
    return found.DomainDescription;
}

const userPoolDomain: TypeHandler = {
    async create(target) {
        const { inputs, connection, call } = target;
        const [domain, pool] = [inputs.text("domain"), inputs.text("userPoolId")];
        const found = await unless(["ResourceNotFound"], () => describedDomain(target, domain));
        if (found?.UserPoolId !== pool) {
            const request = {
                Domain: domain,
                UserPoolId: pool,
                ManagedLoginVersion: inputs.optionalNumber("managedLoginVersion"),
            };
            await call("CreateUserPoolDomain", () =>
                cognito(connection).send(new CreateUserPoolDomainCommand(request)),
            );
        }
        return { id: domain, outputs: {} };
    },
    async verify(target, { id }) {
        const found = await describedDomain(target, id);
        target.expect("the domain's pool", target.inputs.text("userPoolId"), found?.UserPoolId);
    },
};

export const cognitoHandlers: HandlerTable = {
    "aws:cognito/userPool:UserPool": userPool,
    "aws:cognito/userPoolClient:UserPoolClient": userPoolClient,
    "aws:cognito/userPoolDomain:UserPoolDomain": userPoolDomain,
};
