import { expect } from "chai";
import type { RawStackResource } from "../../../../policies/lib/stack-graph";
import { apigwAuthorization } from "../../../../policies/rules/public-access/apigw-authorization";
import { awaited, judgeStack, type Props, resource, UNKNOWN, violations } from "../../support/judge";

const judge = (resources: readonly RawStackResource[], settings = {}) =>
    judgeStack(apigwAuthorization, resources, settings);
const messages = (resources: readonly RawStackResource[], settings = {}) => violations(judge(resources, settings));

describe("apigw-authorization on methods of REST APIs", () => {
    const api = (props: Props = {}, name = "shop") =>
        resource("aws:apigateway/restApi:RestApi", name, { id: `id-${name}`, ...props });
    const method = (props: Props = {}, of: readonly RawStackResource[] = []) =>
        resource(
            "aws:apigateway/method:Method",
            "products",
            { restApi: "id-shop", httpMethod: "GET", authorization: "NONE", ...props },
            { restApi: of },
        );
    const policy = (statement: object, of: RawStackResource) =>
        resource(
            "aws:apigateway/restApiPolicy:RestApiPolicy",
            "policy",
            { restApiId: UNKNOWN, policy: JSON.stringify({ Statement: [statement] }) },
            { restApiId: [of] },
        );
    const everybody = { Effect: "Allow", Principal: "*", Action: "execute-api:Invoke", Resource: "*" };
    const vpce = (operator: string) => ({ Condition: { [operator]: { "aws:SourceVpce": "vpce-1" } } });
    const open = ['Method "products" has authorization NONE: anybody may call it.'];

    it("refuses a method that asks nobody", () => {
        expect(messages([api(), method()])).to.deep.equal(open);
        expect(messages([method()])).to.deep.equal(open);
    });
    it("accepts authorizers, API keys, and OPTIONS, which browsers send without credentials", () => {
        for (const props of [{ authorization: "AWS_IAM" }, { apiKeyRequired: true }, { httpMethod: "OPTIONS" }]) {
            expect(judge([api(), method(props)])).to.deep.equal([]);
        }
    });
    it("accepts a method that the setting names as public, by its name in the program", () => {
        expect(judge([method()], { publicRoutes: ["prod*"] })).to.deep.equal([]);
        expect(messages([method()], { publicRoutes: ["prod"] })).to.deep.equal(open);
    });
    it("accepts a method of a private API, be it joined by reference or by id", () => {
        const hidden = { endpointConfiguration: { types: "PRIVATE" } };
        expect(judge([api(hidden), method()])).to.deep.equal([]);
        const unknown = api({ ...hidden, id: UNKNOWN });
        expect(judge([unknown, method({ restApi: UNKNOWN }, [unknown])])).to.deep.equal([]);
    });
    it("accepts one whose API's policy lets in VPC endpoints alone", () => {
        const shop = api();
        for (const statement of [
            { ...everybody, ...vpce("StringEquals") },
            { ...everybody, Effect: "Deny", ...vpce("StringNotEquals") },
        ]) {
            expect(judge([shop, method(), policy(statement, shop)])).to.deep.equal([]);
        }
        const inline = api({ policy: JSON.stringify({ Statement: { ...everybody, ...vpce("StringEquals") } }) });
        expect(judge([inline, method()])).to.deep.equal([]);
    });
    it("refuses one whose API's policy does not, or belongs to another API", () => {
        const [shop, other] = [api(), api({ endpointConfiguration: { types: "PRIVATE" } }, "other")];
        expect(messages([shop, method(), policy(everybody, shop)])).to.deep.equal(open);
        expect(messages([shop, other, method()])).to.deep.equal(open);
        const narrow = policy({ ...everybody, ...vpce("StringEquals") }, other);
        expect(messages([shop, other, method(), narrow])).to.deep.equal(open);
    });
    it("refuses one in a preview, where what the provider computes of the API is unknown", () => {
        expect(messages([api({ endpointConfiguration: UNKNOWN, policy: UNKNOWN }), method()])).to.deep.equal(open);
    });
    it("waits while the authorization is unknown, or the method may belong to a private API", () => {
        expect(awaited(judge([method({ authorization: UNKNOWN })]))).to.deep.equal(["authorization"]);
        const hidden = api({ id: UNKNOWN, endpointConfiguration: { types: "PRIVATE" } });
        const other = api({ id: UNKNOWN }, "other");
        const verdicts = judge([hidden, other, method({ restApi: UNKNOWN }, [hidden, other])]);
        expect(violations(verdicts)).to.deep.equal([]);
        expect(awaited(verdicts)).to.deep.equal(["restApi"]);
    });
});

describe("apigw-authorization on routes of HTTP and WebSocket APIs", () => {
    const api = (protocolType: string) => resource("aws:apigatewayv2/api:Api", "chat", { id: "id-chat", protocolType });
    const route = (props: Props = {}) =>
        resource("aws:apigatewayv2/route:Route", "route", { apiId: "id-chat", routeKey: "GET /carts", ...props });
    const open = ['Route "route" has authorizationType NONE: anybody may call it.'];

    it("refuses a route that asks nobody, as it does by default", () => {
        expect(messages([route()])).to.deep.equal(open);
        expect(messages([route({ authorizationType: "NONE" })])).to.deep.equal(open);
        expect(messages([api("HTTP"), route({ routeKey: "$default" })])).to.deep.equal(open);
    });
    it("accepts authorizers, OPTIONS, and routes that the setting names", () => {
        for (const props of [{ authorizationType: "JWT" }, { routeKey: "OPTIONS /carts" }, { apiKeyRequired: true }]) {
            expect(judge([route(props)])).to.deep.equal([]);
        }
        expect(judge([route()], { publicRoutes: ["GET /c*"] })).to.deep.equal([]);
        expect(judge([route()], { publicRoutes: ["route"] })).to.deep.equal([]);
        expect(messages([route()], { publicRoutes: ["POST *"] })).to.deep.equal(open);
    });
    it("asks of a WebSocket API at $connect alone, where it can have an authorizer", () => {
        const chat = api("WEBSOCKET");
        for (const routeKey of ["$default", "$disconnect", "say"]) {
            expect(judge([chat, route({ routeKey })])).to.deep.equal([]);
        }
        expect(messages([chat, route({ routeKey: "$connect" })])).to.deep.equal(open);
    });
    it("waits while the kind of authorization or of API is unknown", () => {
        expect(awaited(judge([route({ authorizationType: UNKNOWN })]))).to.deep.equal(["authorizationType"]);
        expect(awaited(judge([api(UNKNOWN), route({ routeKey: "$default" })]))).to.deep.equal(["protocolType"]);
    });
});
