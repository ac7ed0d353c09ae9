import type * as aws from "@pulumi/aws";
import { kmsKeyArn, ownKey } from "../../lib/own-key";
import type { Properties } from "../../lib/properties";
import { type Requirement, requirementRule } from "../../lib/requirement";
import type { Resource } from "../../lib/rule";
import { choice, flag, integer, texts } from "../../lib/settings";
import { types } from "../../lib/tokens";
import { allOf, anyOf, type Field, isOneOf, not, satisfies, type Truth } from "../../lib/truth";

type Shape = aws.bedrock.GuardrailArgs;
type Filter = Properties<aws.types.input.bedrock.GuardrailContentPolicyConfigFiltersConfig>;

/** https://docs.aws.amazon.com/bedrock/latest/userguide/guardrails-content-filters.html */
const strengths: readonly string[] = ["NONE", "LOW", "MEDIUM", "HIGH"];
const harms = ["HATE", "INSULTS", "SEXUAL", "VIOLENCE", "MISCONDUCT"];
const promptAttack = "PROMPT_ATTACK";

export const bedrockGuardrailBaseline = requirementRule({
    name: "bedrock-guardrail-baseline",
    group: "generative-ai",
    description:
        "Guardrails filter harm in both directions and attacks on the prompt, mask personal data, and hold answers to their sources.",
    severity: "high",
    anchors: {
        prowler: [
            "bedrock_guardrail_prompt_attack_filter_enabled",
            "bedrock_guardrail_sensitive_information_filter_enabled",
            "bedrock_guardrail_contextual_grounding_filter_enabled",
        ],
    },
    remediationSteps:
        "Give contentPolicyConfig the six filters, sensitiveInformationPolicyConfig personal data, contextualGroundingPolicyConfig thresholds, and kmsKeyArn a key.",
    url: "https://docs.aws.amazon.com/bedrock/latest/userguide/guardrails-components.html",
    types: types.bedrockGuardrail,
    settings: {
        minStrength: choice("The least strength of the filters for harm.", ["LOW", "MEDIUM", "HIGH"], "MEDIUM"),
        piiTypes: texts("Kinds of personal data that must be blocked or masked; with none given, any will do."),
        requireGrounding: flag(
            "Ask for thresholds of grounding and relevance, which answers from documents need.",
            true,
        ),
        minThresholdPercent: integer("The least threshold of grounding and of relevance, in hundredths.", 50, {
            minimum: 1,
            maximum: 99,
        }),
        deniedTopics: texts("Names of topics that must be denied."),
        kmsKeyArn,
    },
    requires: ({ props }: Resource<Shape>, settings): readonly Requirement[] => [
        ...contentRequirements(props, settings.minStrength),
        ...privacyRequirements(props, settings.piiTypes),
        ...(settings.requireGrounding ? groundingRequirements(props, settings.minThresholdPercent / 100) : []),
        ...topicRequirements(props, settings.deniedTopics),
        ownKey(props, "kmsKeyArn", settings.kmsKeyArn, "the guardrail is stored under a key that AWS owns."),
    ],
});

function contentRequirements(props: Properties<Shape>, least: string): readonly Requirement[] {
    const filters = props.child("contentPolicyConfig").each("filtersConfigs");
    const covered = (type: string, strong: (filter: Filter) => Truth) =>
        anyOf(...filters.map((filter) => allOf(isOneOf(filter.text("type"), [type]), strong(filter))));
    return [
        ...harms.map((type) => ({
            kept: covered(type, (filter) =>
                allOf(
                    isAtLeast(filter.text("inputStrength"), least),
                    isAtLeast(filter.text("outputStrength"), least),
                    not(isOneOf(filter.flag("inputEnabled"), [false])),
                    not(isOneOf(filter.flag("outputEnabled"), [false])),
                ),
            ),
            otherwise: `contentPolicyConfig filters no ${type} at ${least} or above in both directions.`,
        })),
        {
            kept: covered(promptAttack, (filter) =>
                allOf(
                    isAtLeast(filter.text("inputStrength"), "HIGH"),
                    not(isOneOf(filter.flag("inputEnabled"), [false])),
                ),
            ),
            otherwise: `contentPolicyConfig does not filter ${promptAttack} at HIGH: instructions hidden in text are followed.`,
        },
    ];
}

function isAtLeast(strength: Field<string>, least: string): Truth {
    return satisfies(strength, (given) => strengths.indexOf(given) >= strengths.indexOf(least), false);
}

function privacyRequirements(props: Properties<Shape>, kinds: readonly string[]): readonly Requirement[] {
    const entities = props.child("sensitiveInformationPolicyConfig").each("piiEntitiesConfigs");
    const acts = entities.map((entity) => ({
        type: entity.text("type"),
        acted: not(isOneOf(entity.text("action"), ["NONE"])),
    }));
    return [
        {
            kept: anyOf(...acts.map(({ acted }) => acted)),
            otherwise: "sensitiveInformationPolicyConfig blocks or masks no personal data.",
        },
        ...kinds.map((kind) => ({
            kept: anyOf(...acts.map(({ type, acted }) => allOf(isOneOf(type, [kind]), acted))),
            otherwise: `sensitiveInformationPolicyConfig lets ${kind} through.`,
        })),
    ];
}

function groundingRequirements(props: Properties<Shape>, least: number): readonly Requirement[] {
    const filters = props.child("contextualGroundingPolicyConfig").each("filtersConfigs");
    return ["GROUNDING", "RELEVANCE"].map((type) => ({
        kept: anyOf(
            ...filters.map((filter) =>
                allOf(
                    isOneOf(filter.text("type"), [type]),
                    satisfies(filter.number("threshold"), (threshold) => threshold >= least, false),
                ),
            ),
        ),
        otherwise: `contextualGroundingPolicyConfig has no threshold of ${type} of ${least} or above.`,
    }));
}

function topicRequirements(props: Properties<Shape>, topics: readonly string[]): readonly Requirement[] {
    const denied = props.child("topicPolicyConfig").each("topicsConfigs");
    return topics.map((topic) => ({
        kept: anyOf(
            ...denied.map((one) => allOf(isOneOf(one.text("name"), [topic]), isOneOf(one.text("type"), ["DENY"]))),
        ),
        otherwise: `topicPolicyConfig does not deny the topic ${topic}.`,
    }));
}
