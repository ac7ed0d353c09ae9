import { bedrockActionGroupConfirmed } from "../../../../policies/rules/generative-ai/bedrock-action-group-confirmed";
import { bedrockAgentCmk } from "../../../../policies/rules/generative-ai/bedrock-agent-cmk";
import { bedrockAgentGuardrail } from "../../../../policies/rules/generative-ai/bedrock-agent-guardrail";
import { bedrockKbDataSourceCmk } from "../../../../policies/rules/generative-ai/bedrock-kb-data-source-cmk";
import { bedrockToolInvokedByAgent } from "../../../../policies/rules/generative-ai/bedrock-tool-invoked-by-agent";
import { keyArn } from "../../support/compliant";
import { describeRule } from "../../support/describe-rule";

const agent = "aws:bedrock/agentAgent:AgentAgent";
const notOwn =
    "customerEncryptionKeyArn names no key of your own: instructions and sessions are stored under a key that AWS owns.";

for (const type of [agent, "aws:bedrock/agentPrompt:AgentPrompt", "aws:bedrock/agentFlow:AgentFlow"]) {
    describeRule({
        rule: bedrockAgentCmk,
        type,
        refuses: [{ when: "no key", set: { customerEncryptionKeyArn: undefined }, says: [notOwn] }],
        needsOnlyPresenceOf: ["customerEncryptionKeyArn"],
        mends: [{ when: "no key", set: { customerEncryptionKeyArn: undefined }, settings: { kmsKeyArn: keyArn } }],
        leaves: [{ when: "no key where none is configured", set: { customerEncryptionKeyArn: undefined } }],
    });
}

describeRule({
    rule: bedrockAgentGuardrail,
    type: agent,
    refuses: [
        {
            when: "no guardrail",
            set: { guardrailConfigurations: undefined },
            says: ["guardrailConfigurations is empty: nothing filters what the agent is asked and answers."],
        },
        {
            when: "the draft of a guardrail",
            set: { "guardrailConfigurations[0].guardrailVersion": "DRAFT" },
            says: ["guardrailConfigurations names a version that is no number: it changes without a deployment."],
        },
    ],
    accepts: [
        {
            when: "the draft where the setting allows it",
            set: { "guardrailConfigurations[0].guardrailVersion": "DRAFT" },
            settings: { allowDraft: true },
        },
    ],
    defersOn: ["guardrailConfigurations[0].guardrailVersion"],
    mends: [
        {
            when: "no guardrail",
            set: { guardrailConfigurations: undefined },
            settings: { guardrailId: "gr-1", guardrailVersion: "4" },
        },
    ],
    leaves: [{ when: "no guardrail where none is configured", set: { guardrailConfigurations: undefined } }],
});

describeRule({
    rule: bedrockKbDataSourceCmk,
    type: "aws:bedrock/agentDataSource:AgentDataSource",
    refuses: [
        {
            when: "no key",
            set: { serverSideEncryptionConfiguration: undefined },
            says: [
                "serverSideEncryptionConfiguration.kmsKeyArn names no key of your own: documents on their way are stored under a key that AWS owns.",
            ],
        },
        {
            when: "nothing said of deletion",
            set: { dataDeletionPolicy: undefined },
            says: [
                "dataDeletionPolicy is not set: removing the source deletes its vectors, or fails when the store is gone.",
            ],
        },
    ],
    needsOnlyPresenceOf: ["serverSideEncryptionConfiguration.kmsKeyArn", "dataDeletionPolicy"],
    mends: [
        {
            when: "no key",
            set: { serverSideEncryptionConfiguration: undefined },
            settings: { kmsKeyArn: keyArn },
        },
    ],
});

const schema = (operation: object) =>
    JSON.stringify({ paths: { "/orders": { post: operation, get: { operationId: "listOrders" } } } });
const unconfirmed = ["apiSchema has the operation POST /orders, which changes something that nobody confirms."];

describeRule({
    rule: bedrockActionGroupConfirmed,
    type: "aws:bedrock/agentAgentActionGroup:AgentAgentActionGroup",
    refuses: [
        {
            when: "a function that places orders by itself",
            set: { "functionSchema.memberFunctions.functions[0].name": "placeOrder" },
            says: [
                "functionSchema.memberFunctions.functions[0].name changes something that nobody confirms: return control, or describe the tools by apiSchema.",
            ],
        },
        {
            when: "an operation without confirmation",
            set: { "apiSchema.payload": schema({ operationId: "createOrder" }) },
            says: unconfirmed,
        },
        {
            when: "an operation whose confirmation is off",
            set: { "apiSchema.payload": schema({ operationId: "createOrder", "x-requireConfirmation": "DISABLED" }) },
            says: unconfirmed,
        },
        {
            when: "a writing operation that has no name to tell",
            set: { "apiSchema.payload": schema({}) },
            says: unconfirmed,
        },
        {
            when: "a verb of the setting's",
            set: { "apiSchema.payload": schema({ operationId: "escalateCase" }) },
            settings: { mutatingVerbs: ["escalate*"] },
            says: unconfirmed,
        },
    ],
    accepts: [
        {
            when: "tools that give control back",
            set: {
                "apiSchema.payload": schema({ operationId: "createOrder" }),
                actionGroupExecutor: { customControl: "RETURN_CONTROL" },
            },
        },
        {
            when: "a group that is switched off",
            set: { "apiSchema.payload": schema({}), actionGroupState: "DISABLED" },
        },
        {
            when: "a group whose functions have a person confirm",
            set: { "apiSchema.payload": schema({}) },
            settings: { confirmedElsewhere: ["it"] },
        },
        { when: "a schema in YAML, which is not read", set: { "apiSchema.payload": "openapi: 3.0.0" } },
        { when: "a schema in a bucket", set: { apiSchema: { s3: { s3BucketName: "schemas" } } } },
    ],
    defersOn: ["apiSchema.payload"],
});

const wide = ["sourceArn does not name one agent: any agent of Bedrock may call the tool."];

describeRule({
    rule: bedrockToolInvokedByAgent,
    type: "aws:lambda/permission:Permission",
    refuses: [
        { when: "no source", set: { sourceArn: undefined }, says: wide },
        { when: "every agent", set: { sourceArn: "arn:aws:bedrock:eu-west-1:111122223333:agent/*" }, says: wide },
        { when: "something that is no agent", set: { sourceArn: "arn:aws:s3:::bucket" }, says: wide },
    ],
    accepts: [{ when: "another service", set: { principal: "s3.amazonaws.com", sourceArn: undefined } }],
    defersOn: ["sourceArn"],
});
