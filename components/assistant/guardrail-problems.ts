import { choiceProblem } from "../problems";
import { FilterStrength, type GuardrailArgs, PersonalDataAction } from "./guardrail-args";
import { STANDARD_PERSONAL_DATA } from "./guardrail-policies";

/** Limits: https://docs.aws.amazon.com/bedrock/latest/APIReference/API_CreateGuardrail.html */
const MOST_TOPICS = 30;
const TOPIC_NAME = /^[0-9a-zA-Z_ !?.-]{1,100}$/;
const LONGEST_DEFINITION = 200;
const MOST_EXAMPLES = 5;
const LONGEST_EXAMPLE = 100;
const LONGEST_MESSAGE = 500;
const LONGEST_WORD = 100;
const LONGEST_PATTERN = 500;
const MOST_REGEXES = 10;

/** Everything wrong with the arguments of a Guardrail. */
export function guardrailProblems(args: GuardrailArgs): string[] {
    return [
        ...nameProblems(args.guardrailName),
        ...strengthProblems(args),
        ...Object.entries(args.personalData ?? {}).flatMap(([type, action]) => [
            ...(/^[A-Z][A-Z_]+$/.test(type)
                ? []
                : [`personalData has the kind "${type}": use a kind of Bedrock's, for example "EMAIL".`]),
            ...choiceProblem(`personalData.${type}`, action, PersonalDataAction),
        ]),
        ...answerProblems(args),
        ...regexProblems(args),
        ...topicProblems(args),
        ...(args.words ?? []).flatMap((word, index) => lengthProblem(`words[${index}]`, word, LONGEST_WORD)),
        ...thresholdProblems("grounding.grounding", args.grounding?.grounding),
        ...thresholdProblems("grounding.relevance", args.grounding?.relevance),
        ...lengthProblem("blockedInputMessage", args.blockedInputMessage, LONGEST_MESSAGE),
        ...lengthProblem("blockedOutputMessage", args.blockedOutputMessage, LONGEST_MESSAGE),
    ];
}

function nameProblems(name: string | undefined): string[] {
    return name === undefined || /^[0-9a-zA-Z_-]{1,50}$/.test(name)
        ? []
        : [`guardrailName is "${name}": it takes 1 to 50 letters, digits, "-" and "_", for example "shop-assistant".`];
}

function strengthProblems({ contentFilters = {} }: GuardrailArgs): string[] {
    const { promptAttack, ...directed } = contentFilters;
    return [
        ...choiceProblem("contentFilters.promptAttack", promptAttack, FilterStrength),
        ...Object.entries(directed).flatMap(([filter, strengths]) => [
            ...choiceProblem(`contentFilters.${filter}.input`, strengths?.input, FilterStrength),
            ...choiceProblem(`contentFilters.${filter}.output`, strengths?.output, FilterStrength),
        ]),
    ];
}

function regexProblems({ regexes = {} }: GuardrailArgs): string[] {
    const all = Object.entries(regexes);
    return [
        ...(all.length > MOST_REGEXES
            ? [`regexes has ${all.length} patterns: a guardrail takes ${MOST_REGEXES}.`]
            : []),
        ...all.flatMap(([name, { pattern, action }]) => [
            ...lengthProblem(`regexes.${name}.pattern`, pattern, LONGEST_PATTERN),
            ...(/\(\?[=!<]/.test(pattern) ? [`regexes.${name}.pattern looks around, which Bedrock doesn't.`] : []),
            ...choiceProblem(`regexes.${name}.action`, action, PersonalDataAction),
        ]),
    ];
}

function topicProblems({ deniedTopics = {} }: GuardrailArgs): string[] {
    const topics = Object.entries(deniedTopics);
    return [
        ...(topics.length > MOST_TOPICS
            ? [`deniedTopics has ${topics.length} topics: a guardrail takes ${MOST_TOPICS}.`]
            : []),
        ...topics.flatMap(([name, { definition, examples = [] }]) => [
            ...(TOPIC_NAME.test(name)
                ? []
                : [`deniedTopics has the name "${name}": use letters, digits and spaces, for example "Legal advice".`]),
            ...lengthProblem(`deniedTopics.${name}.definition`, definition, LONGEST_DEFINITION),
            ...(examples.length > MOST_EXAMPLES
                ? [`deniedTopics.${name}.examples has ${examples.length} sentences: it takes ${MOST_EXAMPLES}.`]
                : []),
            ...examples.flatMap((example, index) =>
                lengthProblem(`deniedTopics.${name}.examples[${index}]`, example, LONGEST_EXAMPLE),
            ),
        ]),
    ];
}

function thresholdProblems(property: string, threshold: number | undefined): string[] {
    return threshold === undefined || (threshold >= 0 && threshold <= 0.99)
        ? []
        : [`${property} is ${threshold}: it takes a share from 0 to 0.99, for example 0.7.`];
}

function lengthProblem(property: string, text: string | undefined, longest: number): string[] {
    if (text === undefined || (text.length > 0 && text.length <= longest)) return [];
    return [`${property} has ${text.length} characters: it takes 1 to ${longest}.`];
}

/** A kind that isn't looked for at all can't be let through in answers: most likely it is misspelt. */
function answerProblems({ answersMayName = [], personalData = STANDARD_PERSONAL_DATA }: GuardrailArgs): string[] {
    return answersMayName
        .filter((type) => !Object.hasOwn(personalData, type))
        .map(
            (type) =>
                `answersMayName has "${type}", which personalData doesn't: it takes ${Object.keys(personalData).join(", ")}.`,
        );
}
