import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { logGroup } from "../parts";

export interface PartnerApiArgs {
    key: aws.kms.Key;
    handler: aws.lambda.Function;
}

/** A REST API for partners, who have a client each in a user pool of their own. */
export class PartnerApi extends pulumi.ComponentResource {
    readonly stageArn: pulumi.Output<string>;

    constructor(name: string, { key, handler }: PartnerApiArgs, opts?: pulumi.ComponentResourceOptions) {
        super("events:api:PartnerApi", name, {}, opts);
        const parent = { parent: this };
        const api = new aws.apigateway.RestApi(
            name,
            { endpointConfiguration: { types: "REGIONAL" }, minimumCompressionSize: "1024" },
            parent,
        );
        const orders = new aws.apigateway.Resource(
            `${name}-orders`,
            { restApi: api.id, parentId: api.rootResourceId, pathPart: "orders" },
            parent,
        );
        const model = new aws.apigateway.Model(
            `${name}-order`,
            {
                restApi: api.id,
                name: "Order",
                contentType: "application/json",
                schema: JSON.stringify({ type: "object", required: ["id"], properties: { id: { type: "string" } } }),
            },
            parent,
        );
        const validator = new aws.apigateway.RequestValidator(
            name,
            { restApi: api.id, validateRequestBody: true, validateRequestParameters: true },
            parent,
        );
        const method = new aws.apigateway.Method(
            `${name}-post`,
            {
                restApi: api.id,
                resourceId: orders.id,
                httpMethod: "POST",
                authorization: "AWS_IAM",
                requestValidatorId: validator.id,
                requestModels: { "application/json": model.name },
            },
            parent,
        );
        const integration = new aws.apigateway.Integration(
            `${name}-post`,
            {
                restApi: api.id,
                resourceId: orders.id,
                httpMethod: method.httpMethod,
                type: "AWS_PROXY",
                integrationHttpMethod: "POST",
                uri: handler.invokeArn,
            },
            parent,
        );
        const preflight = new aws.apigateway.Method(
            `${name}-options`,
            { restApi: api.id, resourceId: orders.id, httpMethod: "OPTIONS", authorization: "NONE" },
            parent,
        );
        const mock = new aws.apigateway.Integration(
            `${name}-options`,
            {
                restApi: api.id,
                resourceId: orders.id,
                httpMethod: preflight.httpMethod,
                type: "MOCK",
                requestTemplates: { "application/json": '{"statusCode": 200}' },
            },
            parent,
        );
        const deployment = new aws.apigateway.Deployment(
            name,
            { restApi: api.id, triggers: { methods: pulumi.jsonStringify([method.id, integration.id, mock.id]) } },
            { parent: this, dependsOn: [integration, mock] },
        );
        const logs = logGroup("/events/partners", `${name}-logs`, key);
        const stage = new aws.apigateway.Stage(
            name,
            {
                restApi: api.id,
                deployment: deployment.id,
                stageName: "v1",
                xrayTracingEnabled: true,
                accessLogSettings: { destinationArn: logs.arn, format: "$context.requestId $context.status" },
            },
            parent,
        );
        new aws.apigateway.MethodSettings(
            name,
            {
                restApi: api.id,
                stageName: stage.stageName,
                methodPath: "*/*",
                settings: {
                    loggingLevel: "ERROR",
                    dataTraceEnabled: false,
                    metricsEnabled: true,
                    throttlingBurstLimit: 20,
                    throttlingRateLimit: 10,
                },
            },
            parent,
        );
        const plan = new aws.apigateway.UsagePlan(
            name,
            {
                apiStages: [{ apiId: api.id, stage: stage.stageName }],
                quotaSettings: { limit: 100_000, period: "DAY" },
                throttleSettings: { burstLimit: 20, rateLimit: 10 },
            },
            parent,
        );
        for (const partner of ["acme", "globex"]) {
            const apiKey = new aws.apigateway.ApiKey(`${name}-${partner}`, {}, parent);
            new aws.apigateway.UsagePlanKey(
                `${name}-${partner}`,
                { usagePlanId: plan.id, keyId: apiKey.id, keyType: "API_KEY" },
                parent,
            );
        }
        new aws.lambda.Permission(
            name,
            {
                action: "lambda:InvokeFunction",
                function: handler.arn,
                principal: "apigateway.amazonaws.com",
                sourceArn: pulumi.interpolate`${api.executionArn}/*/POST/orders`,
            },
            parent,
        );
        this.stageArn = stage.arn;
        this.registerOutputs({ stageArn: this.stageArn });
    }
}
