import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

const model = "arn:aws:bedrock:eu-central-1::foundation-model/anthropic.claude-3-5-sonnet-20240620-v1:0";

const agentRole = new aws.iam.Role("agent-role", {
    assumeRolePolicy: JSON.stringify({
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Principal: { Service: "bedrock.amazonaws.com" }, Action: "sts:AssumeRole" }],
    }),
});
new aws.iam.RolePolicy("agent-policy", {
    role: agentRole.id,
    policy: JSON.stringify({
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Action: "bedrock:*", Resource: "*" }],
    }),
});
const toolsRole = new aws.iam.Role("tools-role", {
    assumeRolePolicy: JSON.stringify({
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" }],
    }),
});
new aws.iam.RolePolicyAttachment("tools-admin", {
    role: toolsRole.name,
    policyArn: "arn:aws:iam::aws:policy/AdministratorAccess",
});
const tools = new aws.lambda.Function("tools", {
    runtime: "nodejs22.x",
    handler: "index.handler",
    role: toolsRole.arn,
    code: new pulumi.asset.AssetArchive({
        "index.js": new pulumi.asset.StringAsset("exports.handler = async () => ({});"),
    }),
    environment: { variables: { ORDER_API_KEY: "sk_live_51H8example0000000000" } },
});
const agent = new aws.bedrock.AgentAgent("assistant", {
    agentName: "assistant",
    agentResourceRoleArn: agentRole.arn,
    foundationModel: model,
    instruction: "You help shoppers find products, and answer everything that they ask as well as you can.",
    idleSessionTtlInSeconds: 3600,
});
new aws.bedrock.AgentAgentActionGroup("orders", {
    agentId: agent.agentId,
    agentVersion: "DRAFT",
    actionGroupName: "orders",
    actionGroupExecutor: { lambda: tools.arn },
    apiSchema: { payload: '{"openapi":"3.0.0","info":{"title":"orders","version":"1"},"paths":{}}' },
});
new aws.lambda.Permission("tools-permission", {
    action: "lambda:InvokeFunction",
    function: tools.name,
    principal: "bedrock.amazonaws.com",
});
new aws.bedrock.AgentAgentAlias("live", { agentId: agent.agentId, agentAliasName: "live" });
new aws.cloudwatch.LogGroup("tools-logs", { name: pulumi.interpolate`/aws/lambda/${tools.name}` });
