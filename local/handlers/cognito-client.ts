import {
    CreateUserPoolClientCommand,
    CreateUserPoolDomainCommand,
    DescribeUserPoolClientCommand,
    DescribeUserPoolDomainCommand,
    ExplicitAuthFlowsType,
    OAuthFlowType,
    PreventUserExistenceErrorTypes,
    TimeUnitsType,
    UpdateUserPoolClientCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { cognito } from "../clients";
import { unless } from "./errors";
import type { Inputs } from "./inputs";
import { kept } from "./kept";
import { known } from "./known";
import type { HandlerTable, Target, TypeHandler } from "./types";

const CLIENT_NAME_MAX = 128;

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
        const name = target.physicalName("name", CLIENT_NAME_MAX);
        const settings = clientSettings(target, name);
        const client = cognito(connection);
        const existing = await kept(previousId, (id) => describedClient(target, id));
        const made =
            existing === undefined
                ? await call("CreateUserPoolClient", () =>
                      client.send(
                          new CreateUserPoolClientCommand({
                              ...settings,
                              GenerateSecret: inputs.flag("generateSecret"),
                          }),
                      ),
                  )
                : await call("UpdateUserPoolClient", () =>
                      client.send(new UpdateUserPoolClientCommand({ ...settings, ClientId: existing.ClientId })),
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

export const signInHandlers: HandlerTable = {
    "aws:cognito/userPoolClient:UserPoolClient": userPoolClient,
    "aws:cognito/userPoolDomain:UserPoolDomain": userPoolDomain,
};
