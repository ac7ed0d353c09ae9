import {
    AuthorizationType,
    AuthorizerType,
    type Cors,
    CreateApiCommand,
    CreateAuthorizerCommand,
    CreateIntegrationCommand,
    CreateRouteCommand,
    CreateStageCommand,
    GetApiCommand,
    GetAuthorizerCommand,
    GetIntegrationCommand,
    GetRouteCommand,
    GetStageCommand,
    IntegrationType,
    ProtocolType,
    type RouteSettings,
    UpdateApiCommand,
    UpdateAuthorizerCommand,
    UpdateIntegrationCommand,
    UpdateRouteCommand,
    UpdateStageCommand,
} from "@aws-sdk/client-apigatewayv2";
import { apiGateway } from "../clients";
import { unless } from "./errors";
import type { Inputs } from "./inputs";
import type { HandlerTable, Target, TypeHandler } from "./types";

const API_NAME_MAX = 128;

/** A request's answer where the resource exists from an earlier run, else undefined: API Gateway makes up all ids itself. */
async function existing<Found>(
    { previousId }: Target,
    read: (id: string) => Promise<Found>,
): Promise<Found | undefined> {
    return previousId === undefined ? undefined : unless(["NotFound"], () => read(previousId));
}

function corsOf(cors: Inputs | undefined): Cors | undefined {
    return (
        cors && {
            AllowCredentials: cors.optionalFlag("allowCredentials"),
            AllowHeaders: cors.texts("allowHeaders"),
            AllowMethods: cors.texts("allowMethods"),
            AllowOrigins: cors.texts("allowOrigins"),
            ExposeHeaders: cors.texts("exposeHeaders"),
            MaxAge: cors.optionalNumber("maxAge"),
        }
    );
}

function readApi({ connection, call }: Target, id: string) {
    return call("GetApi", () => apiGateway(connection).send(new GetApiCommand({ ApiId: id })));
}

const api: TypeHandler = {
    async create(target) {
        const { inputs, connection, call } = target;
        if (inputs.value("body") !== undefined) {
            throw new Error(
                "property body can't be carried out: the emulator makes an empty API of a document. State routes and integrations.",
            );
        }
        const client = apiGateway(connection);
        const request = {
            Name: target.physicalName("name", API_NAME_MAX),
            Description: inputs.optionalText("description"),
            CorsConfiguration: corsOf(inputs.optionalSection("corsConfiguration")),
            DisableExecuteApiEndpoint: inputs.optionalFlag("disableExecuteApiEndpoint"),
        };
        const found = await existing(target, (id) => readApi(target, id));
        const made =
            found === undefined
                ? await call("CreateApi", () =>
                      client.send(
                          new CreateApiCommand({
                              ...request,
                              ProtocolType: inputs.oneOf("protocolType", ProtocolType),
                              Tags: inputs.map("tags"),
                          }),
                      ),
                  )
                : await call("UpdateApi", () => client.send(new UpdateApiCommand({ ...request, ApiId: found.ApiId })));
        const id = made.ApiId ?? "";
        return {
            id,
            outputs: {
                name: request.Name,
                arn: `arn:aws:apigateway:${connection.region}::/apis/${id}`,
                executionArn: `arn:aws:execute-api:${connection.region}:${connection.accountId}:${id}`,
                // Its AWS form: the emulator answers elsewhere, and `httpApiUrl` knows where.
                apiEndpoint: `https://${id}.execute-api.${connection.region}.amazonaws.com`,
            },
        };
    },
    async verify(target, { id, outputs }) {
        const found = await readApi(target, id);
        target.expect("the API's name", outputs.name, found.Name);
        target.expect("the API's protocol", target.inputs.text("protocolType"), found.ProtocolType);
    },
};

function throttlingOf(settings: Inputs | undefined): RouteSettings | undefined {
    return (
        settings && {
            DetailedMetricsEnabled: settings.optionalFlag("detailedMetricsEnabled"),
            ThrottlingBurstLimit: settings.optionalNumber("throttlingBurstLimit"),
            ThrottlingRateLimit: settings.optionalNumber("throttlingRateLimit"),
        }
    );
}

function readStage({ inputs, connection, call }: Target, name: string) {
    const request = { ApiId: inputs.text("apiId"), StageName: name };
    return call("GetStage", () => apiGateway(connection).send(new GetStageCommand(request)));
}

/** The emulator keeps throttling and access log settings and acts on neither. */
const stage: TypeHandler = {
    async create(target) {
        const { inputs, connection, call } = target;
        const [ApiId, StageName] = [inputs.text("apiId"), target.physicalName("name", API_NAME_MAX)];
        const accessLog = inputs.optionalSection("accessLogSettings");
        const request = {
            ApiId,
            StageName,
            AutoDeploy: inputs.optionalFlag("autoDeploy"),
            DefaultRouteSettings: throttlingOf(inputs.optionalSection("defaultRouteSettings")),
            StageVariables: inputs.map("stageVariables"),
            ...(accessLog && {
                AccessLogSettings: {
                    DestinationArn: accessLog.text("destinationArn"),
                    Format: accessLog.text("format"),
                },
            }),
        };
        const client = apiGateway(connection);
        const found = await unless(["NotFound"], () => readStage(target, StageName));
        await (found === undefined
            ? call("CreateStage", () => client.send(new CreateStageCommand({ ...request, Tags: inputs.map("tags") })))
            : call("UpdateStage", () => client.send(new UpdateStageCommand(request))));
        return { id: StageName, outputs: { name: StageName } };
    },
    async verify(target, { id }) {
        const { inputs, expect } = target;
        const found = await readStage(target, id);
        expect("automatic deployment", inputs.optionalFlag("autoDeploy"), found.AutoDeploy);
        const destination = inputs.optionalSection("accessLogSettings")?.text("destinationArn");
        expect("the access log", destination, found.AccessLogSettings?.DestinationArn);
    },
};

function readIntegration({ inputs, connection, call }: Target, id: string) {
    const request = { ApiId: inputs.text("apiId"), IntegrationId: id };
    return call("GetIntegration", () => apiGateway(connection).send(new GetIntegrationCommand(request)));
}

const integration: TypeHandler = {
    async create(target) {
        const { inputs, connection, call } = target;
        const request = {
            ApiId: inputs.text("apiId"),
            IntegrationType: inputs.oneOf("integrationType", IntegrationType),
            IntegrationUri: inputs.optionalText("integrationUri"),
            IntegrationMethod: inputs.optionalText("integrationMethod"),
            CredentialsArn: inputs.optionalText("credentialsArn"),
            PayloadFormatVersion: inputs.optionalText("payloadFormatVersion"),
            TimeoutInMillis: inputs.optionalNumber("timeoutMilliseconds"),
        };
        const client = apiGateway(connection);
        const found = await existing(target, (id) => readIntegration(target, id));
        const made =
            found === undefined
                ? await call("CreateIntegration", () => client.send(new CreateIntegrationCommand(request)))
                : await call("UpdateIntegration", () =>
                      client.send(new UpdateIntegrationCommand({ ...request, IntegrationId: found.IntegrationId })),
                  );
        return { id: made.IntegrationId ?? "", outputs: {} };
    },
    async verify(target, { id }) {
        const { inputs, expect } = target;
        const found = await readIntegration(target, id);
        expect("what the integration calls", inputs.optionalText("integrationUri"), found.IntegrationUri);
        const version = inputs.optionalText("payloadFormatVersion");
        expect("the version of its events", version, found.PayloadFormatVersion);
    },
};

function readRoute({ inputs, connection, call }: Target, id: string) {
    const request = { ApiId: inputs.text("apiId"), RouteId: id };
    return call("GetRoute", () => apiGateway(connection).send(new GetRouteCommand(request)));
}

const route: TypeHandler = {
    async create(target) {
        const { inputs, connection, call } = target;
        const scopes = inputs.texts("authorizationScopes");
        const request = {
            ApiId: inputs.text("apiId"),
            RouteKey: inputs.text("routeKey"),
            Target: inputs.optionalText("target"),
            OperationName: inputs.optionalText("operationName"),
            AuthorizationType: inputs.optionalOneOf("authorizationType", AuthorizationType),
            AuthorizerId: inputs.optionalText("authorizerId"),
            ...(scopes.length > 0 && { AuthorizationScopes: scopes }),
        };
        const client = apiGateway(connection);
        const found = await existing(target, (id) => readRoute(target, id));
        const made =
            found === undefined
                ? await call("CreateRoute", () => client.send(new CreateRouteCommand(request)))
                : await call("UpdateRoute", () =>
                      client.send(new UpdateRouteCommand({ ...request, RouteId: found.RouteId })),
                  );
        return { id: made.RouteId ?? "", outputs: {} };
    },
    async verify(target, { id }) {
        const { inputs, expect } = target;
        const found = await readRoute(target, id);
        expect("the route's key", inputs.text("routeKey"), found.RouteKey);
        expect("the route's target", inputs.optionalText("target"), found.Target);
        expect("the route's authorisation", inputs.optionalText("authorizationType"), found.AuthorizationType);
        expect("the route's authoriser", inputs.optionalText("authorizerId"), found.AuthorizerId);
    },
};

function readAuthorizer({ inputs, connection, call }: Target, id: string) {
    const request = { ApiId: inputs.text("apiId"), AuthorizerId: id };
    return call("GetAuthorizer", () => apiGateway(connection).send(new GetAuthorizerCommand(request)));
}

const authorizer: TypeHandler = {
    async create(target) {
        const { inputs, connection, call } = target;
        const jwt = inputs.optionalSection("jwtConfiguration");
        const request = {
            ApiId: inputs.text("apiId"),
            Name: target.physicalName("name", API_NAME_MAX),
            AuthorizerType: inputs.oneOf("authorizerType", AuthorizerType),
            IdentitySource: inputs.texts("identitySources"),
            AuthorizerUri: inputs.optionalText("authorizerUri"),
            AuthorizerPayloadFormatVersion: inputs.optionalText("authorizerPayloadFormatVersion"),
            EnableSimpleResponses: inputs.optionalFlag("enableSimpleResponses"),
            ...(jwt && { JwtConfiguration: { Issuer: jwt.text("issuer"), Audience: jwt.texts("audiences") } }),
        };
        const client = apiGateway(connection);
        const found = await existing(target, (id) => readAuthorizer(target, id));
        const made =
            found === undefined
                ? await call("CreateAuthorizer", () => client.send(new CreateAuthorizerCommand(request)))
                : await call("UpdateAuthorizer", () =>
                      client.send(new UpdateAuthorizerCommand({ ...request, AuthorizerId: found.AuthorizerId })),
                  );
        return { id: made.AuthorizerId ?? "", outputs: { name: request.Name } };
    },
    async verify(target, { id }) {
        const { inputs, expect } = target;
        const found = await readAuthorizer(target, id);
        const jwt = inputs.optionalSection("jwtConfiguration");
        expect("the issuer of tokens", jwt?.text("issuer"), found.JwtConfiguration?.Issuer);
        expect("the audience of tokens", jwt?.texts("audiences"), found.JwtConfiguration?.Audience);
        expect("where the token stands", inputs.texts("identitySources"), found.IdentitySource ?? []);
    },
};

export const httpApiHandlers: HandlerTable = {
    "aws:apigatewayv2/api:Api": api,
    "aws:apigatewayv2/stage:Stage": stage,
    "aws:apigatewayv2/integration:Integration": integration,
    "aws:apigatewayv2/route:Route": route,
    "aws:apigatewayv2/authorizer:Authorizer": authorizer,
};
