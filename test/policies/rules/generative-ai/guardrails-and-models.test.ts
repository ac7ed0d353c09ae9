import { bedrockCustomModelProtected } from "../../../../policies/rules/generative-ai/bedrock-custom-model-protected";
import { bedrockGuardrailBaseline } from "../../../../policies/rules/generative-ai/bedrock-guardrail-baseline";
import { bedrockModelAllowList } from "../../../../policies/rules/generative-ai/bedrock-model-allow-list";
import { bedrockNoLongTermApiKeys } from "../../../../policies/rules/generative-ai/bedrock-no-long-term-api-keys";
import { bedrockRoleScoped } from "../../../../policies/rules/generative-ai/bedrock-role-scoped";
import { keyArn } from "../../support/compliant";
import { describeRule } from "../../support/describe-rule";
import { UNKNOWN } from "../../support/judge";

const filter = (index: number) => `contentPolicyConfig.filtersConfigs[${index}]`;
const unfiltered = (harm: string, least = "MEDIUM") =>
    `contentPolicyConfig filters no ${harm} at ${least} or above in both directions.`;

const entity = "sensitiveInformationPolicyConfig.piiEntitiesConfigs[0]";

describeRule({
    rule: bedrockGuardrailBaseline,
    type: "aws:bedrock/guardrail:Guardrail",
    refuses: [
        {
            when: "a filter that is missing",
            set: { [`${filter(0)}.type`]: "OTHER" },
            says: [unfiltered("HATE")],
        },
        {
            when: "a filter that is too weak",
            set: { [`${filter(1)}.outputStrength`]: "LOW" },
            says: [unfiltered("INSULTS")],
        },
        {
            when: "a filter that is off",
            set: { [`${filter(2)}.inputEnabled`]: false },
            says: [unfiltered("SEXUAL")],
        },
        {
            when: "a filter that only tells",
            set: { [`${filter(1)}.outputAction`]: "NONE" },
            says: [unfiltered("INSULTS")],
        },
        {
            when: "filters below the setting",
            set: {},
            settings: { minStrength: "HIGH" },
            says: ["HATE", "INSULTS", "SEXUAL", "VIOLENCE", "MISCONDUCT"].map((harm) => unfiltered(harm, "HIGH")),
        },
        {
            when: "attacks on the prompt that are let through",
            set: { [`${filter(5)}.inputStrength`]: "MEDIUM" },
            says: [
                "contentPolicyConfig does not filter PROMPT_ATTACK at HIGH: instructions hidden in text are followed.",
            ],
        },
        {
            when: "personal data that is let through",
            set: { sensitiveInformationPolicyConfig: undefined },
            says: ["sensitiveInformationPolicyConfig blocks or masks no personal data."],
        },
        {
            when: "a kind of personal data of the setting's",
            set: {},
            settings: { piiTypes: ["PHONE"] },
            says: ["sensitiveInformationPolicyConfig lets PHONE through."],
        },
        {
            when: "answers that need no source",
            set: { contextualGroundingPolicyConfig: undefined },
            says: ["GROUNDING", "RELEVANCE"].map(
                (type) => `contextualGroundingPolicyConfig has no threshold of ${type} of 0.5 or above.`,
            ),
        },
        {
            when: "a topic that the setting denies",
            set: {},
            settings: { deniedTopics: ["law"] },
            says: ["topicPolicyConfig does not deny the topic law."],
        },
        {
            when: "no key",
            set: { kmsKeyArn: undefined },
            says: ["kmsKeyArn names no key of your own: the guardrail is stored under a key that AWS owns."],
        },
    ],
    accepts: [
        {
            when: "answers that need no source where the setting allows them",
            set: { contextualGroundingPolicyConfig: undefined },
            settings: { requireGrounding: false },
        },
        { when: "a topic that is denied", set: {}, settings: { deniedTopics: ["medicine"] } },
        { when: "a kind of personal data that is masked", set: {}, settings: { piiTypes: ["EMAIL"] } },
    ],
    defersOn: ["contentPolicyConfig", `${filter(0)}.inputStrength`, "contextualGroundingPolicyConfig"],
    needsOnlyPresenceOf: ["kmsKeyArn"],
    mends: [
        { when: "no key", set: { kmsKeyArn: undefined }, settings: { kmsKeyArn: keyArn } },
        { when: "no content filters", set: { contentPolicyConfig: undefined } },
        { when: "filters below the setting", set: {}, settings: { minStrength: "HIGH" } },
        { when: "a filter that is off", set: { [`${filter(2)}.inputEnabled`]: false } },
        { when: "a filter that only tells", set: { [`${filter(1)}.outputAction`]: "NONE" } },
        { when: "attacks on the prompt that are let through", set: { [`${filter(5)}.inputStrength`]: "MEDIUM" } },
        {
            when: "kinds of personal data of the setting's",
            set: {},
            settings: { piiTypes: ["PHONE", "EMAIL", "NAME"] },
        },
        {
            when: "personal data that is only told of",
            set: { [`${entity}.action`]: "NONE" },
            settings: { piiTypes: ["EMAIL"] },
        },
        { when: "answers that need no source", set: { contextualGroundingPolicyConfig: undefined } },
        { when: "a threshold below the setting", set: {}, settings: { minThresholdPercent: 65 } },
        {
            when: "personal data that is looked for in no direction",
            set: Object.fromEntries(["input", "output"].map((direction) => [`${entity}.${direction}Enabled`, false])),
            settings: { piiTypes: ["EMAIL"] },
        },
    ],
    leaves: [
        {
            when: "personal data that is let through, where no kind of it is configured,",
            set: { sensitiveInformationPolicyConfig: undefined },
        },
        { when: "a filter of unknown strength", set: { [`${filter(0)}.inputStrength`]: UNKNOWN } },
    ],
});

describeRule({
    rule: bedrockCustomModelProtected,
    type: "aws:bedrock/customModel:CustomModel",
    refuses: [
        {
            when: "no key",
            set: { customModelKmsKeyId: undefined },
            says: [
                "customModelKmsKeyId names no key of your own: what the model learned is stored under a key that AWS owns.",
            ],
        },
        {
            when: "no network",
            set: { vpcConfig: undefined },
            says: ["vpcConfig is not set: the training data is read over AWS's public network."],
        },
    ],
    needsOnlyPresenceOf: ["customModelKmsKeyId", "vpcConfig"],
    mends: [{ when: "no key", set: { customModelKmsKeyId: undefined }, settings: { kmsKeyArn: keyArn } }],
});

describeRule({
    rule: bedrockNoLongTermApiKeys,
    type: "aws:iam/serviceSpecificCredential:ServiceSpecificCredential",
    refuses: [
        {
            when: "a key for Bedrock",
            set: { serviceName: "bedrock.amazonaws.com" },
            says: ["serviceName is bedrock.amazonaws.com: the key works for whoever has it, until it is revoked."],
        },
    ],
    defersOn: ["serviceName"],
});

const claude = { models: ["anthropic.claude-*"] };
const notAllowed = (path: string) => [`${path} is none of the allowed models: anthropic.claude-*.`];
const europe = { geographies: ["eu"] };

describeRule({
    rule: bedrockModelAllowList,
    type: "aws:bedrock/agentAgent:AgentAgent",
    refuses: [
        {
            when: "a model that is not allowed",
            set: { foundationModel: "meta.llama3-70b-instruct-v1:0" },
            settings: claude,
            says: notAllowed("foundationModel"),
        },
        {
            when: "a profile of another geography",
            set: { foundationModel: "us.anthropic.claude-sonnet-4" },
            settings: europe,
            says: ["foundationModel is an inference profile outside the allowed geographies: eu."],
        },
    ],
    accepts: [
        { when: "an allowed model by its profile's ARN", set: {}, settings: claude },
        { when: "a profile of an allowed geography", set: {}, settings: europe },
        {
            when: "a model of the Region itself",
            set: { foundationModel: "anthropic.claude-sonnet-4" },
            settings: europe,
        },
        { when: "any model where none is named", set: { foundationModel: "meta.llama3-70b-instruct-v1:0" } },
    ],
    defersOn: ["foundationModel"],
});
describeRule({
    rule: bedrockModelAllowList,
    type: "aws:bedrock/inferenceProfile:InferenceProfile",
    refuses: [
        {
            when: "a model that is not allowed",
            set: { "modelSource.copyFrom": "arn:aws:bedrock:eu-west-1::foundation-model/meta.llama3" },
            settings: claude,
            says: notAllowed("modelSource.copyFrom"),
        },
    ],
    defersOn: ["modelSource.copyFrom"],
});
describeRule({
    rule: bedrockModelAllowList,
    type: "aws:bedrock/evaluationJob:EvaluationJob",
    refuses: [
        {
            when: "a model that is not allowed",
            set: { "inferenceConfig.models[0].bedrockModel.modelIdentifier": "meta.llama3" },
            settings: claude,
            says: notAllowed("inferenceConfig.models[0].bedrockModel.modelIdentifier"),
        },
    ],
});

const policy = (Action: unknown, Resource: unknown) =>
    JSON.stringify({ Version: "2012-10-17", Statement: [{ Sid: "Model", Effect: "Allow", Action, Resource }] });
const foundation = "arn:aws:bedrock:*::foundation-model";
const everyOne = (pattern: string) =>
    `Statement "Model" of \`policy\` allows invoking whatever is called ${pattern}: name the models.`;
const everyModel = ['Statement "Model" of `policy` allows invoking every model: name them in Resource.'];

for (const type of ["aws:iam/policy:Policy", "aws:iam/rolePolicy:RolePolicy"]) {
    describeRule({
        rule: bedrockModelAllowList,
        type,
        refuses: [
            { when: "every model", set: { policy: policy("bedrock:InvokeModel", "*") }, says: everyModel },
            {
                when: "every model by a wildcard",
                set: { policy: policy(["bedrock:Invoke*"], ["*"]) },
                says: everyModel,
            },
            {
                when: "every model of Bedrock's",
                set: { policy: policy("bedrock:InvokeModel", "arn:aws:bedrock:*::foundation-model/*") },
                says: everyModel,
            },
            {
                when: "every model of a name, those to come included",
                set: {
                    policy: policy("bedrock:InvokeModel*", [`${foundation}/anthropic.claude*`, `${foundation}/a.b-v1`]),
                },
                says: [everyOne("anthropic.claude*")],
            },
            {
                when: "every profile of a name",
                set: { policy: policy("bedrock:*", ["arn:aws:bedrock:*:*:inference-profile/eu.*"]) },
                says: [everyOne("*")],
            },
            {
                when: "more than the list takes in",
                set: { policy: policy("bedrock:InvokeModel", `${foundation}/anthropic.*`) },
                settings: claude,
                says: [everyOne("anthropic.*")],
            },
        ],
        accepts: [
            { when: "other actions on everything", set: { policy: policy("bedrock:ListFoundationModels", "*") } },
            {
                when: "one model in any Region and geography, at any throughput",
                set: {
                    policy: policy("bedrock:InvokeModel", [
                        `${foundation}/anthropic.claude-sonnet-4-6:*`,
                        "arn:aws:bedrock:*:111122223333:inference-profile/*.anthropic.claude-sonnet-4-6",
                    ]),
                },
            },
            {
                when: "models of a name that the list takes in",
                set: { policy: policy("bedrock:InvokeModel", `${foundation}/anthropic.claude-haiku-*`) },
                settings: claude,
            },
            {
                when: "models of a name that may only be looked at",
                set: { policy: policy("bedrock:GetFoundationModel", `${foundation}/anthropic.*`) },
            },
        ],
        defersOn: ["policy"],
    });
}

const trustOf = (Condition: unknown) =>
    JSON.stringify({
        Version: "2012-10-17",
        Statement: [
            { Effect: "Allow", Principal: { Service: "bedrock.amazonaws.com" }, Action: "sts:AssumeRole", Condition },
        ],
    });
const unbound = (key: string) =>
    `Statement number 1 of \`assumeRolePolicy\` lets Bedrock assume the role without a condition on ${key}.`;

describeRule({
    rule: bedrockRoleScoped,
    type: "aws:iam/role:Role",
    refuses: [
        {
            when: "a trust without conditions",
            set: { assumeRolePolicy: trustOf(undefined) },
            says: [unbound("aws:SourceAccount"), unbound("aws:SourceArn")],
        },
        {
            when: "a trust that names the account alone",
            set: { assumeRolePolicy: trustOf({ StringEquals: { "aws:SourceAccount": "111122223333" } }) },
            says: [unbound("aws:SourceArn")],
        },
        {
            when: "full access",
            set: { managedPolicyArns: ["arn:aws:iam::aws:policy/AmazonBedrockFullAccess"] },
            says: ["AmazonBedrockFullAccess is attached, which allows all of Bedrock."],
        },
        {
            when: "every action in a policy inside",
            set: { "inlinePolicies[0].policy": policy("bedrock:*", "*") },
            says: ['Statement "Model" of `inlinePolicies[0].policy` allows bedrock:*: name the actions.'],
        },
    ],
    accepts: [
        {
            when: "a role of another service",
            set: { assumeRolePolicy: trustOf(undefined).replace("bedrock.", "lambda.") },
        },
    ],
    defersOn: ["assumeRolePolicy"],
});
describeRule({
    rule: bedrockRoleScoped,
    type: "aws:iam/rolePolicy:RolePolicy",
    refuses: [
        {
            when: "every action",
            set: { policy: policy("bedrock:*", "*") },
            says: ['Statement "Model" of `policy` allows bedrock:*: name the actions.'],
        },
    ],
    defersOn: ["policy"],
});
describeRule({
    rule: bedrockRoleScoped,
    type: "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
    refuses: [
        {
            when: "full access",
            set: { policyArn: "arn:aws:iam::aws:policy/AmazonBedrockFullAccess" },
            says: ["AmazonBedrockFullAccess is attached, which allows all of Bedrock."],
        },
    ],
    needsOnlyPresenceOf: ["policyArn"],
});
