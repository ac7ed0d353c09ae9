import {
    AuthorizationType,
    AuthorizerType,
    CreateAuthorizerCommand,
    CreateIntegrationCommand,
    CreateRouteCommand,
    GetAuthorizerCommand,
    GetIntegrationCommand,
    GetRouteCommand,
    IntegrationType,
    UpdateAuthorizerCommand,
    UpdateIntegrationCommand,
    UpdateRouteCommand,
} from "@aws-sdk/client-apigatewayv2";
import { apiGateway } from "../clients";
import { kept } from "./kept";
import type { HandlerTable, Target, TypeHandler } from "./types";

const NAME_MAX = 128;

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
        const found = await kept(target.previousId, (id) => readIntegration(target, id));
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
        const found = await kept(target.previousId, (id) => readRoute(target, id));
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
            Name: target.physicalName("name", NAME_MAX),
            AuthorizerType: inputs.oneOf("authorizerType", AuthorizerType),
            IdentitySource: inputs.texts("identitySources"),
            AuthorizerUri: inputs.optionalText("authorizerUri"),
            AuthorizerPayloadFormatVersion: inputs.optionalText("authorizerPayloadFormatVersion"),
            EnableSimpleResponses: inputs.optionalFlag("enableSimpleResponses"),
            ...(jwt && { JwtConfiguration: { Issuer: jwt.text("issuer"), Audience: jwt.texts("audiences") } }),
        };
        const client = apiGateway(connection);
        const found = await kept(target.previousId, (id) => readAuthorizer(target, id));
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

export const httpApiRouteHandlers: HandlerTable = {
    "aws:apigatewayv2/integration:Integration": integration,
    "aws:apigatewayv2/route:Route": route,
    "aws:apigatewayv2/authorizer:Authorizer": authorizer,
};
