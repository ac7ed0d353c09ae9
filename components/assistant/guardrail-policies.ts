import {
    type ContentFilterArgs,
    type DeniedTopicArgs,
    FilterStrength,
    type GuardrailArgs,
    PersonalDataAction,
} from "./guardrail-args";

const { High, Medium, None } = FilterStrength;
const { Block, Anonymize } = PersonalDataAction;

/** What nobody needs to tell a shop in a chat, and what an answer needn't repeat. */
export const STANDARD_PERSONAL_DATA: Readonly<Record<string, PersonalDataAction>> = {
    AWS_ACCESS_KEY: Block,
    AWS_SECRET_KEY: Block,
    CREDIT_DEBIT_CARD_CVV: Block,
    CREDIT_DEBIT_CARD_NUMBER: Block,
    INTERNATIONAL_BANK_ACCOUNT_NUMBER: Block,
    PASSWORD: Block,
    PIN: Block,
    US_BANK_ACCOUNT_NUMBER: Block,
    US_SOCIAL_SECURITY_NUMBER: Block,
    EMAIL: Anonymize,
    PHONE: Anonymize,
};

const STANDARD_TOPICS: Readonly<Record<string, DeniedTopicArgs>> = {
    "Professional advice": {
        definition: "Medical, legal, tax or investment advice beyond what a product is made for.",
        examples: [
            "Which dose of this should I take?",
            "Can I sue them for this?",
            "Should I buy shares of this brand?",
        ],
    },
};

const STANDARD_MESSAGES = {
    input: "I can't help with that. Ask me about our products, your cart or your orders.",
    output: "I can't answer that. Ask me about our products, your cart or your orders.",
};

/**
 * The tier that the service gives where none is said; the other sends texts to other Regions. It is said all the same: after an
 * update the service tells of it, and what the program doesn't say the provider would try to take away again, each time
 * (https://github.com/hashicorp/terraform-provider-aws/pull/43702).
 */
const TIER = [{ tierName: "CLASSIC" }];

/** The guardrail's settings in the provider's words, less name, key and tags: what a version is a copy of. */
export function guardrailContent(args: GuardrailArgs) {
    const { regexes = {}, words = [], grounding = {} } = args;
    const topics = Object.entries(args.deniedTopics ?? STANDARD_TOPICS);
    return {
        blockedInputMessaging: args.blockedInputMessage ?? STANDARD_MESSAGES.input,
        blockedOutputsMessaging: args.blockedOutputMessage ?? STANDARD_MESSAGES.output,
        contentPolicyConfig: { filtersConfigs: contentFilters(args), tierConfigs: TIER },
        sensitiveInformationPolicyConfig: {
            piiEntitiesConfigs: Object.entries(args.personalData ?? STANDARD_PERSONAL_DATA).map(([type, action]) => ({
                type,
                ...inBothDirections(action, args.answersMayName?.includes(type)),
            })),
            regexesConfigs: optional(
                Object.entries(regexes).map(([name, { action, ...regex }]) => ({
                    name,
                    ...regex,
                    ...inBothDirections(action),
                })),
            ),
        },
        topicPolicyConfig:
            topics.length === 0
                ? undefined
                : {
                      topicsConfigs: topics.map(([name, topic]) => ({ name, type: "DENY", ...topic })),
                      tierConfigs: TIER,
                  },
        wordPolicyConfig: wordPolicy(words, args.blockProfanity ?? true),
        contextualGroundingPolicyConfig: {
            filtersConfigs: [
                { type: "GROUNDING", threshold: grounding.grounding ?? 0.7 },
                { type: "RELEVANCE", threshold: grounding.relevance ?? 0.5 },
            ],
        },
    };
}

/**
 * An action, with the directions that it holds in. Where none is said, AWS documents no default, and what people write was
 * seen to go unfiltered (https://github.com/awslabs/generative-ai-cdk-constructs/issues/1138).
 */
function inBothDirections(action: PersonalDataAction, answersAreFree = false) {
    return {
        action,
        inputAction: action,
        inputEnabled: true,
        outputAction: action,
        outputEnabled: !answersAreFree,
    };
}

function contentFilters({ contentFilters: filters = {} }: GuardrailArgs) {
    const both = (type: string, { input, output }: ContentFilterArgs) => ({
        type,
        inputStrength: input,
        outputStrength: output,
    });
    return [
        both("HATE", filters.hate ?? { input: High, output: High }),
        both("INSULTS", filters.insults ?? { input: Medium, output: High }),
        both("SEXUAL", filters.sexual ?? { input: High, output: High }),
        both("VIOLENCE", filters.violence ?? { input: Medium, output: Medium }),
        both("MISCONDUCT", filters.misconduct ?? { input: Medium, output: High }),
        // The service takes no other strength than NONE for answers.
        both("PROMPT_ATTACK", { input: filters.promptAttack ?? High, output: None }),
    ];
}

function wordPolicy(words: readonly string[], profanity: boolean) {
    if (words.length === 0 && !profanity) return undefined;
    return {
        managedWordListsConfigs: profanity ? [{ type: "PROFANITY" }] : undefined,
        wordsConfigs: optional(words.map((text) => ({ text }))),
    };
}

function optional<T>(list: T[]): T[] | undefined {
    return list.length === 0 ? undefined : list;
}
