import { present } from "../support/clock";

const DAY_MS = 86_400_000;
const WARNING_DAYS = 90;

/** Where the dates below come from, and where the next ones will be. */
const LIFECYCLE_PAGE = "https://docs.aws.amazon.com/bedrock/latest/userguide/model-lifecycle.html";

/**
 * The day from which Bedrock refuses a model, by the model's id without a geography, as far as it was announced by
 * November 2026. A model that isn't here is accepted: the table can only know the past.
 */
const END_OF_LIFE: Readonly<Record<string, string>> = {
    "anthropic.claude-v2": "2025-07-21",
    "anthropic.claude-v2:1": "2025-07-21",
    "anthropic.claude-instant-v1": "2025-07-21",
    "anthropic.claude-3-sonnet-20240229-v1:0": "2026-07-30",
    "anthropic.claude-3-5-sonnet-20240620-v1:0": "2026-03-01",
    "anthropic.claude-3-5-sonnet-20241022-v2:0": "2026-03-01",
    "anthropic.claude-3-7-sonnet-20250219-v1:0": "2026-04-28",
    "anthropic.claude-3-5-haiku-20241022-v1:0": "2026-06-19",
    "anthropic.claude-sonnet-4-5-20250929-v1:0": "2026-11-30",
};

/** What is known of a model's end. */
export interface ModelEnd {
    /** Day in UTC, `YYYY-MM-DD`. */
    readonly date: string;
    readonly isPast: boolean;
    /** Whether people should hear of it now: it is past, or at most 90 days away. */
    readonly isNear: boolean;
}

/**
 * The announced end of a model, or nothing.
 *
 * @param model id of a model or of an inference profile, or an ARN of either
 * @param today for tests; the present otherwise
 */
export function endOfLife(model: string, today = present()): ModelEnd | undefined {
    const date = END_OF_LIFE[modelId(model)];
    if (date === undefined) return undefined;
    const daysLeft = (Date.parse(date) - today.getTime()) / DAY_MS;
    return { date, isPast: daysLeft <= 0, isNear: daysLeft <= WARNING_DAYS };
}

/** The problem with a model that is no more, or nothing. */
export function modelProblems(property: string, model: string, today?: Date): string[] {
    const end = endOfLife(model, today);
    if (!end?.isPast) return [];
    return [
        `${property} is "${model}", which Bedrock refuses since ${end.date}: choose an active model (${LIFECYCLE_PAGE}).`,
    ];
}

/** What to tell of a model that ends soon, or nothing. */
export function modelWarning(model: string, today?: Date): string | undefined {
    const end = endOfLife(model, today);
    if (end === undefined || end.isPast || !end.isNear) return undefined;
    return `The model ${model} ends on ${end.date}: from then on Bedrock refuses it. Active models: ${LIFECYCLE_PAGE}`;
}

const GEOGRAPHY = /^(us-gov|us|eu|apac|jp|au|ca|global)\./;

/** The model's own id, out of its ARN and out of an inference profile. */
export function modelId(model: string): string {
    return model.slice(model.lastIndexOf("/") + 1).replace(GEOGRAPHY, "");
}

/** The geography of an inference profile, or nothing for a model of one region. */
export function geographyOf(model: string): string | undefined {
    return GEOGRAPHY.exec(model.slice(model.lastIndexOf("/") + 1))?.[1];
}
