import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Scope } from "../lake/lake";
import { refuse } from "../problems";
import { type AlarmSpec, alarmResources, serviceFunctionAlarms } from "../support/alarms";
import { after, arnIn } from "../support/arns";
import { scopeOf } from "../support/scope";
import { createServiceFunction, functionLogGroup, type ServiceFunction } from "../support/service-function";
import { serviceKey } from "../support/service-key";
import { createHttpApi } from "./http-api";
import type { ShopApiArgs } from "./shop-api-args";
import { shopApiStatements } from "./shop-api-policy";
import { shopApiProblems } from "./shop-api-problems";
import { shopRoutes } from "./shop-routes";

const YEAR_DAYS = 365;
/** API Gateway waits no longer. */
const TIMEOUT_SECONDS = 29;

/**
 * The shop over HTTP: products to list, search and look at, the cart, quotes and orders. Shoppers call it with a token,
 * and see their own; services of the account call it by signature. Every route asks for one or the other, is throttled,
 * and leaves a line in a log that holds no bodies.
 */
export class ShopApi extends pulumi.ComponentResource {
    /** Address of the API, `https://…`, without a slash at its end. */
    readonly endpoint: pulumi.Output<string>;
    /** Id of the API. */
    readonly apiId: pulumi.Output<string>;
    /** ARN of the routes on which services read the catalogue: what such a service's role may `execute-api:Invoke`. */
    readonly serviceRoutesArn: pulumi.Output<string>;
    /** ARN of the route that tells what became of parcels: what the role of the system that sends them may `execute-api:Invoke`. */
    readonly deliveryRouteArn: pulumi.Output<string>;
    /** ARN of the function behind the API. */
    readonly functionArn: pulumi.Output<string>;
    /** The API. */
    readonly api: aws.apigatewayv2.Api;
    /** The stage. */
    readonly stage: aws.apigatewayv2.Stage;

    constructor(name: string, args: ShopApiArgs, opts?: pulumi.ComponentResourceOptions) {
        const physicalName = args.physicalName ?? name;
        const routes = shopRoutes();
        refuse("ShopApi", name, shopApiProblems(physicalName, args, routes));
        super("lakefront:index:ShopApi", name, args, opts);
        const scope = scopeOf(name, args, this, opts);
        const keyArn = createKey(physicalName, args, scope);
        const handler = createHandler(physicalName, args, keyArn, scope);
        const accessLogArn = createAccessLogs(physicalName, args, keyArn, scope);
        const { api, stage } = createHttpApi(physicalName, args, routes, { handler, accessLogArn }, scope);
        createAlarms(physicalName, args, api, scope);

        this.api = api;
        this.stage = stage;
        this.apiId = api.id;
        this.endpoint = pulumi.all([api.apiEndpoint, stage.urn]).apply(([address]) => address);
        const routeArn = (route: string) =>
            arnIn(scope.place, "execute-api", pulumi.interpolate`${api.id}/$default/${route}`);
        this.serviceRoutesArn = routeArn("GET/service/*");
        this.deliveryRouteArn = routeArn("POST/service/orders/*/delivery");
        this.functionArn = handler.arn;
        this.registerOutputs({
            endpoint: this.endpoint,
            apiId: this.apiId,
            serviceRoutesArn: this.serviceRoutesArn,
            deliveryRouteArn: this.deliveryRouteArn,
            functionArn: this.functionArn,
            api: this.api,
            stage: this.stage,
        });
    }
}

/** Groups under this prefix need no entry of their own in the account's one log policy, which is short. */
function accessLogGroup(physicalName: string): string {
    return `/aws/vendedlogs/apigateway/${physicalName}`;
}

function createKey(physicalName: string, args: ShopApiArgs, scope: Scope): pulumi.Output<string> {
    return serviceKey(
        scope.name,
        {
            kmsKeyArn: args.kmsKeyArn,
            alias: `${physicalName}-api`,
            description: `Encrypts the logs and the settings of the API ${physicalName}`,
            logGroups: [functionLogGroup(physicalName), accessLogGroup(physicalName)],
            allowDeletion: args.allowDeletion,
            tags: args.tags,
        },
        scope.place,
        scope.parent,
    );
}

function createHandler(
    functionName: string,
    args: ShopApiArgs,
    keyArn: pulumi.Output<string>,
    { name, place, parent }: Scope,
): ServiceFunction {
    const { products, orders, knowledgeBase } = args;
    return createServiceFunction(
        name,
        {
            functionName,
            bundle: "shop-api",
            description: "Answers the shop's API",
            place,
            keyArn,
            timeoutSeconds: TIMEOUT_SECONDS,
            ...args.apiFunction,
            environment: {
                PRODUCTS_TABLE: products.name,
                ORDERS_TABLE: orders.name,
                SHOP_POLICY: args.shopPolicyJson,
                KNOWLEDGE_BASE_ID: knowledgeBase.id,
                PRODUCT_DATA_SOURCE_ID: knowledgeBase.productDataSourceId,
                POLICY_DATA_SOURCE_ID: knowledgeBase.policyDataSourceId,
            },
            statements: pulumi
                .output({
                    region: place.region,
                    productsTableArn: arnIn(place, "dynamodb", pulumi.interpolate`table/${products.name}`),
                    ordersTableArn: arnIn(place, "dynamodb", pulumi.interpolate`table/${orders.name}`),
                    tableKeyArns: [products.keyArn, orders.keyArn],
                    knowledgeBaseArn: knowledgeBase.arn,
                })
                .apply(shopApiStatements),
            logRetentionDays: args.logRetentionDays,
            allowDeletion: args.allowDeletion,
            tags: args.tags,
        },
        parent,
    );
}

function createAccessLogs(
    physicalName: string,
    args: ShopApiArgs,
    keyArn: pulumi.Output<string>,
    { name, parent, place, guard, tags }: Scope,
): pulumi.Output<string> {
    const group = new aws.cloudwatch.LogGroup(
        `${name}-access-logs`,
        {
            name: accessLogGroup(physicalName),
            retentionInDays: args.logRetentionDays ?? YEAR_DAYS,
            kmsKeyId: keyArn,
            deletionProtectionEnabled: !guard.allowed,
            tags,
        },
        { parent },
    );
    return after(group, arnIn(place, "logs", `log-group:${accessLogGroup(physicalName)}`));
}

function createAlarms(
    physicalName: string,
    args: ShopApiArgs,
    api: aws.apigatewayv2.Api,
    { name, parent }: Scope,
): void {
    const failures: AlarmSpec = {
        suffix: "server-errors",
        description: "The shop's API answers with server errors: see its access log",
        namespace: "AWS/ApiGateway",
        metricName: "5xx",
        dimensions: { ApiId: api.id },
        statistic: "Sum",
        threshold: 1,
    };
    alarmResources(
        name,
        [...serviceFunctionAlarms("function", physicalName, "answers the shop's API"), failures],
        { namePrefix: physicalName, topicArn: args.alarmTopicArn, tags: args.tags },
        parent,
    );
}
