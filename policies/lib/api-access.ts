import type * as aws from "@pulumi/aws";
import { hasEffect, Malformed, parsePolicy, type Statement } from "./policy-document";
import type { Resource } from "./rule";
import type { Join, StackGraph } from "./stack-graph";
import { types } from "./tokens";
import { allOf, anyOf, type Field, isOneOf, isUnknown, type Truth, Unknown } from "./truth";

type RestApi = Resource<aws.apigateway.RestApiArgs>;

const methodOfApi: Join = { from: types.restApiMethod, property: "restApi", to: types.restApi, names: ["id"] };
const policyOfApi: Join = { from: types.restApiPolicy, property: "restApiId", to: types.restApi, names: ["id"] };
const routeOfApi: Join = { from: types.httpApiRoute, property: "apiId", to: types.httpApi, names: ["id"] };

/** By URN, which methods belong to a REST API that only VPC endpoints reach; none for other methods of no API of the stack. */
export function privateMethods(stack: StackGraph): ReadonlyMap<string, Truth> {
    return members(stack, methodOfApi, (api: RestApi) => isPrivate(api, stack));
}

/** By URN, which routes belong to a WebSocket API. */
export function webSocketRoutes(stack: StackGraph): ReadonlyMap<string, Truth> {
    return members(stack, routeOfApi, ({ props }: Resource<aws.apigatewayv2.ApiArgs>) =>
        isOneOf(props.text("protocolType"), ["WEBSOCKET"]),
    );
}

function members<Shape>(
    stack: StackGraph,
    join: Join,
    question: (api: Resource<Shape>) => Truth,
): ReadonlyMap<string, Truth> {
    const answers = new Map<string, Truth>();
    for (const api of stack.ofTypes<Shape>(join.to)) {
        const answer = question(api);
        for (const { resource, certain } of stack.attachedTo(api, join)) {
            const before = answers.get(resource.urn) ?? false;
            answers.set(resource.urn, anyOf(before, allOf(answer, certain || new Unknown([join.property]))));
        }
    }
    return answers;
}

function isPrivate(api: RestApi, stack: StackGraph): Truth {
    const endpoints = api.props.child("endpointConfiguration").texts("types");
    const sides = stack.attachedTo<aws.apigateway.RestApiPolicyArgs>(api, policyOfApi);
    return anyOf(
        ...endpoints.map((endpoint) => isOneOf(endpoint, ["PRIVATE"])),
        onlyForEndpoints(api.props.get("policy")),
        ...sides.map(({ resource, certain }) =>
            allOf(onlyForEndpoints(resource.props.get("policy")), certain || new Unknown(["restApiId"])),
        ),
    );
}

/** Whether a policy allows requests from VPC endpoints alone, or denies all others. */
function onlyForEndpoints(field: Field<unknown>): Truth {
    const policy = parsePolicy(field, "policy");
    if (policy === undefined || policy instanceof Malformed) {
        return false;
    }
    if (isUnknown(policy)) {
        return policy;
    }
    const { statements } = policy;
    const denial = statements.map((each) => allOf(hasEffect(each, "Deny"), tests(each, /^StringNot(?:Equals|Like)$/)));
    const allowance = statements.map((each) => anyOf(hasEffect(each, "Deny"), tests(each, /^String(?:Equals|Like)$/)));
    return anyOf(...denial, statements.length > 0 && allOf(...allowance));
}

function tests({ conditions }: Statement, operators: RegExp): Truth {
    return isUnknown(conditions)
        ? conditions
        : conditions.some(({ key, operator }) => /^aws:sourcevpce?$/.test(key) && operators.test(operator));
}
