import * as aws from "@pulumi/aws";
import { code, roleOf, trustOf } from "./parts";

/** An agent on every model of a family, without a guardrail, whose tool orders by itself and sees the secrets of all. */
export function agent(knowledge: aws.bedrock.AgentKnowledgeBase): void {
    const role = new aws.iam.Role("agent", { assumeRolePolicy: trustOf("bedrock.amazonaws.com") });
    new aws.iam.RolePolicy("agent", {
        role: role.id,
        policy: aws.iam.getPolicyDocumentOutput({
            statements: [
                {
                    sid: "Model",
                    actions: ["bedrock:InvokeModel*"],
                    resources: ["arn:aws:bedrock:us-east-1::foundation-model/anthropic.claude*"],
                },
                { sid: "Knowledge", actions: ["bedrock:Retrieve"], resources: [knowledge.arn] },
            ],
        }).json,
    });
    const shopping = new aws.bedrock.AgentAgent("shopping", {
        agentName: "shopping",
        agentResourceRoleArn: role.arn,
        foundationModel: "anthropic.claude-3-sonnet-20240229-v1:0",
        instruction: "You are a shopping assistant. Ask the shopper to confirm before you place an order.",
    });
    const tool = new aws.lambda.Function("create-order", {
        runtime: "python3.12",
        handler: "index.handler",
        role: roleOf("create-order", [
            { actions: ["ssm:GetParameter"], resources: ["arn:aws:ssm:us-east-1:111122223333:parameter/app/*"] },
            { actions: ["secretsmanager:GetSecretValue"], resources: ["*"] },
        ]).arn,
        code,
    });
    new aws.lambda.Permission("create-order", {
        action: "lambda:InvokeFunction",
        function: tool.name,
        principal: "bedrock.amazonaws.com",
        sourceArn: "arn:aws:bedrock:us-east-1:111122223333:agent/*",
    });
    new aws.bedrock.AgentAgentActionGroup("create-order", {
        agentId: shopping.agentId,
        agentVersion: "DRAFT",
        actionGroupName: "CreateOrder-actions",
        actionGroupExecutor: { lambda: tool.arn },
        apiSchema: {
            payload: JSON.stringify({
                openapi: "3.0.0",
                info: { title: "Orders", version: "1" },
                paths: {
                    "/orders": { post: { operationId: "createOrder", description: "Places an order" } },
                    "/orders/{id}/sendEmail": {
                        post: { operationId: "sendOrderConfirmationEmail", description: "Sends what the model wrote" },
                    },
                },
            }),
        },
    });
    // Prompts of all the account's agents, personal data and all, by a role that may hand on any other.
    const logs = new aws.cloudwatch.LogGroup("invocations", { name: "/aws/bedrock/modelinvocations" });
    const logging = new aws.iam.Role("logging", { assumeRolePolicy: trustOf("bedrock.amazonaws.com") });
    new aws.iam.RolePolicy("logging", {
        role: logging.id,
        policy: aws.iam.getPolicyDocumentOutput({
            statements: [{ actions: ["logs:CreateLogStream", "logs:PutLogEvents"], resources: ["*"] }],
        }).json,
    });
    new aws.bedrockmodel.InvocationLoggingConfiguration("account", {
        loggingConfig: {
            textDataDeliveryEnabled: true,
            cloudwatchConfig: { logGroupName: logs.name, roleArn: logging.arn },
        },
    });
    roleOf("switch-logging-on", [
        { actions: ["bedrock:PutModelInvocationLoggingConfiguration"], resources: ["*"] },
        { actions: ["iam:PassRole"], resources: ["*"] },
    ]);
}
