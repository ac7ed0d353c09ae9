import type * as aws from "@pulumi/aws";
import { kmsKeyArn, ownKey } from "../../lib/own-key";
import type { Properties } from "../../lib/properties";
import type { Remedy } from "../../lib/remedy";
import { type Requirement, requirementRule } from "../../lib/requirement";
import type { Resource } from "../../lib/rule";
import { choice, flag, integer, texts } from "../../lib/settings";
import { types } from "../../lib/tokens";
import { allOf, anyOf, type Field, isOneOf, not, satisfies, type Truth } from "../../lib/truth";

type Shape = aws.bedrock.GuardrailArgs;
type Filter = Properties<aws.types.input.bedrock.GuardrailContentPolicyConfigFiltersConfig>;
type Entity = Properties<aws.types.input.bedrock.GuardrailSensitiveInformationPolicyConfigPiiEntitiesConfig>;

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
    const policy = props.child("contentPolicyConfig");
    const filters = policy.each("filtersConfigs");
    const mend = adder(policy.pathTo("filtersConfigs"), filters);
    const both = { inputStrength: least, outputStrength: least };
    return [
        ...harms.map((type) =>
            mend(type, {
                keeps: (filter) =>
                    allOf(
                        filtersInput(filter, least),
                        isAtLeast(filter.text("outputStrength"), least),
                        isOn(filter, "output"),
                    ),
                otherwise: `contentPolicyConfig filters no ${type} at ${least} or above in both directions.`,
                added: both,
                changed: (filter) => ({
                    ...strengthened(filter, "inputStrength", least),
                    ...strengthened(filter, "outputStrength", least),
                    ...switchedOn(filter, "input"),
                    ...switchedOn(filter, "output"),
                }),
            }),
        ),
        mend(promptAttack, {
            keeps: (filter) => filtersInput(filter, "HIGH"),
            otherwise: `contentPolicyConfig does not filter ${promptAttack} at HIGH: instructions hidden in text are followed.`,
            // There is no such attack in what the model answers: the service takes NONE alone.
            added: { inputStrength: "HIGH", outputStrength: "NONE" },
            changed: (filter) => ({
                ...strengthened(filter, "inputStrength", "HIGH"),
                ...switchedOn(filter, "input"),
            }),
        }),
    ];
}

function filtersInput(filter: Filter, least: string): Truth {
    return allOf(isAtLeast(filter.text("inputStrength"), least), isOn(filter, "input"));
}

type Direction = "input" | "output";
type Switched = Properties<{ readonly [D in Direction as `${D}Enabled` | `${D}Action`]?: unknown }>;

/** A filter whose action is NONE only tells what it found. */
function isOn(filter: Switched, direction: Direction): Truth {
    return not(
        anyOf(
            isOneOf(filter.flag(`${direction}Enabled`), [false]),
            isOneOf(filter.text(`${direction}Action`), ["NONE"]),
        ),
    );
}

function strengthened(filter: Filter, property: "inputStrength" | "outputStrength", least: string): Remedy {
    return isAtLeast(filter.text(property), least) === false ? { [filter.pathTo(property)]: least } : {};
}

function switchedOn(filter: Switched, direction: Direction, action = "BLOCK"): Remedy {
    return isOn(filter, direction) === false
        ? { [filter.pathTo(`${direction}Enabled`)]: true, [filter.pathTo(`${direction}Action`)]: action }
        : {};
}

function isAtLeast(strength: Field<string>, least: string): Truth {
    return satisfies(strength, (given) => strengths.indexOf(given) >= strengths.indexOf(least), false);
}

function privacyRequirements(props: Properties<Shape>, kinds: readonly string[]): readonly Requirement[] {
    const policy = props.child("sensitiveInformationPolicyConfig");
    const entities = policy.each("piiEntitiesConfigs");
    const mend = adder(policy.pathTo("piiEntitiesConfigs"), entities);
    const acts = (entity: Entity) =>
        allOf(not(isOneOf(entity.text("action"), ["NONE"])), anyOf(isOn(entity, "input"), isOn(entity, "output")));
    return [
        {
            kept: anyOf(...entities.map(acts)),
            otherwise: "sensitiveInformationPolicyConfig blocks or masks no personal data.",
        },
        ...kinds.map((kind) =>
            mend(kind, {
                keeps: acts,
                otherwise: `sensitiveInformationPolicyConfig lets ${kind} through.`,
                added: { action: "ANONYMIZE" },
                changed: (entity) => ({
                    ...(isOneOf(entity.text("action"), ["NONE"]) === true && {
                        [entity.pathTo("action")]: "ANONYMIZE",
                    }),
                    ...switchedOn(entity, "output", "ANONYMIZE"),
                }),
            }),
        ),
    ];
}

function groundingRequirements(props: Properties<Shape>, least: number): readonly Requirement[] {
    const policy = props.child("contextualGroundingPolicyConfig");
    const mend = adder(policy.pathTo("filtersConfigs"), policy.each("filtersConfigs"));
    return ["GROUNDING", "RELEVANCE"].map((type) =>
        mend(type, {
            keeps: (filter) => satisfies(filter.number("threshold"), (threshold) => threshold >= least, false),
            otherwise: `contextualGroundingPolicyConfig has no threshold of ${type} of ${least} or above.`,
            added: { threshold: least },
            changed: (filter) => ({ [filter.pathTo("threshold")]: least }),
        }),
    );
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

/** What is asked of the item of one type in a list, and what to add or to change where it is not kept. */
interface Asked<T> {
    readonly keeps: (item: Properties<T>) => Truth;
    readonly otherwise: string;
    readonly added: Readonly<Record<string, unknown>>;
    readonly changed: (item: Properties<T>) => Remedy;
}

/** Makes requirements on a list with an item for each type. Items that are missing are added one behind the other. */
function adder<T extends { readonly type?: unknown }>(path: string, items: readonly Properties<T>[]) {
    let end = items.length;
    return (type: string, { keeps, otherwise, added, changed }: Asked<T>): Requirement => {
        const isOfType = (item: Properties<T>) => isOneOf(item.text("type"), [type]);
        const kept = anyOf(...items.map((item) => allOf(isOfType(item), keeps(item))));
        if (kept !== false) {
            return { kept, otherwise };
        }
        const found = items.find((item) => isOfType(item) === true);
        const remedy = found === undefined ? { [`${path}[${end++}]`]: { type, ...added } } : changed(found);
        return { kept, otherwise, remedy };
    };
}
