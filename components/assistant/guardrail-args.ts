import type * as pulumi from "@pulumi/pulumi";
import type { ComponentArgs } from "../support/component-args";

/** How much a content filter lets through: the stronger, the less. */
export const FilterStrength = { None: "NONE", Low: "LOW", Medium: "MEDIUM", High: "HIGH" } as const;
export type FilterStrength = (typeof FilterStrength)[keyof typeof FilterStrength];

/** What is done about personal data. */
export const PersonalDataAction = {
    /** The message isn't answered, or the answer isn't shown. */
    Block: "BLOCK",
    /** The data is masked, and the rest goes on. */
    Anonymize: "ANONYMIZE",
} as const;
export type PersonalDataAction = (typeof PersonalDataAction)[keyof typeof PersonalDataAction];

/** The strengths of one filter. */
export interface ContentFilterArgs {
    /** What people write. */
    input: FilterStrength;
    /** What the model answers. */
    output: FilterStrength;
}

/** The filters for harm. Each has a default of its own, at `MEDIUM` or above. */
export interface ContentFiltersArgs {
    /** Default: `HIGH` in both directions. */
    hate?: ContentFilterArgs;
    /** Default: `MEDIUM` in, so that an angry customer is still heard, and `HIGH` out. */
    insults?: ContentFilterArgs;
    /** Default: `HIGH` in both directions. */
    sexual?: ContentFilterArgs;
    /** Default: `MEDIUM` in both directions, so that kitchen knives can be sold. */
    violence?: ContentFilterArgs;
    /** Default: `MEDIUM` in, `HIGH` out. */
    misconduct?: ContentFilterArgs;
    /** Attacks on the prompt in what people write; there is none in answers. Default: `HIGH`. */
    promptAttack?: FilterStrength;
}

/** A pattern of one's own. */
export interface GuardrailRegexArgs {
    /** The regular expression, up to 500 characters. No look-around. */
    pattern: string;
    /** What is done about a match. */
    action: PersonalDataAction;
    /** What it finds, for people. */
    description?: string;
}

/** A topic that is not talked about. */
export interface DeniedTopicArgs {
    /** What belongs to it, in up to 200 characters. */
    definition: string;
    /** Up to five sentences that belong to it, of up to 100 characters each. */
    examples?: string[];
}

/** How well an answer must keep to its sources. */
export interface GroundingArgs {
    /** Least share of the answer that the sources bear out, 0 to 0.99. Default: 0.7. */
    grounding?: number;
    /** Least relevance of the answer to the question, 0 to 0.99. Default: 0.5. */
    relevance?: number;
}

/** Arguments of a Guardrail. */
export interface GuardrailArgs extends ComponentArgs {
    /** Name of the guardrail. Default: the component's name, with a suffix of the provider's. */
    guardrailName?: string;
    /** The filters for harm and for attacks on the prompt. */
    contentFilters?: ContentFiltersArgs;
    /**
     * What is done about personal data, by [kind](https://docs.aws.amazon.com/bedrock/latest/userguide/guardrails-sensitive-filters.html),
     * as in `{ EMAIL: "ANONYMIZE" }`. Default: card, bank and social security numbers, passwords and access keys are
     * blocked; e-mail addresses and telephone numbers are masked.
     */
    personalData?: Record<string, PersonalDataAction>;
    /**
     * Kinds of personal data that are looked for in what people write, and not in answers: `["EMAIL"]`, where an answer
     * names the shop's own address and something else keeps other people's out of it, as the assistant's check of its
     * prose does. Default: none, all are looked for in both.
     */
    answersMayName?: string[];
    /** Patterns of one's own by name. Default: none. */
    regexes?: Record<string, GuardrailRegexArgs>;
    /** Topics that are not talked about, by name. Default: medical, legal and financial advice. */
    deniedTopics?: Record<string, DeniedTopicArgs>;
    /** Words that are not said, by either side. Default: none. */
    words?: string[];
    /** Whether the list of profanities that AWS keeps is blocked. Default: true. */
    blockProfanity?: boolean;
    /** How well an answer must keep to its sources. */
    grounding?: GroundingArgs;
    /** What people read instead of an answer to a message that was blocked. Default: an English sentence. */
    blockedInputMessage?: string;
    /** What people read instead of an answer that was blocked. Default: an English sentence. */
    blockedOutputMessage?: string;
    /**
     * Whether the versions of earlier contents stay, for programs of others that go on with one, or agents that go back to
     * one. A guardrail has [20 versions](https://docs.aws.amazon.com/general/latest/gr/bedrock.html) at most, and can't be
     * changed beyond that until some are deleted by hand. Default: false: a version goes once all of the deployment uses the next.
     */
    keepOldVersions?: boolean;
    /** ARN of the KMS key that encrypts the guardrail. Default: a key of its own. */
    kmsKeyArn?: pulumi.Input<string>;
    /**
     * Whether a `destroy` may delete the key; the stack setting `lakefront:allowDeletion` must say so as well. Default:
     * false: it is protected.
     */
    allowDeletion?: boolean;
}
