import { type DoneOutcome, type FailedOutcome, ToolErrorCode } from "../shop/tools/outcome";
import type { ActionEvent } from "./event";

/** The most that the service takes from a function: https://docs.aws.amazon.com/bedrock/latest/userguide/agents-lambda.html */
export const MAX_ANSWER_BYTES = 25_000;

type Told = Pick<DoneOutcome, "ok" | "output"> | Pick<FailedOutcome, "ok" | "output">;

const tooLarge: Told = {
    ok: false,
    output: { error: { code: ToolErrorCode.TooLarge, message: "The result is too large to be read." } },
};

/** The answer in the form in which the call came. */
export function answerTo(event: ActionEvent, told: Told): object {
    const answer = formed(event, told);
    if (Buffer.byteLength(JSON.stringify(answer)) <= MAX_ANSWER_BYTES) return answer;
    return formed(event, tooLarge);
}

function formed(event: ActionEvent, told: Told): object {
    const body = JSON.stringify(told.output);
    const { actionGroup } = event;
    if ("function" in event) {
        return {
            messageVersion: "1.0",
            response: {
                actionGroup,
                function: event.function,
                functionResponse: {
                    // FAILURE would end the turn with an exception; the model can mend what it is told.
                    ...(!told.ok && { responseState: "REPROMPT" }),
                    responseBody: { TEXT: { body } },
                },
            },
        };
    }
    return {
        messageVersion: "1.0",
        response: {
            actionGroup,
            apiPath: event.apiPath,
            httpMethod: event.httpMethod,
            httpStatusCode: statusOf(told),
            responseBody: { "application/json": { body } },
        },
    };
}

function statusOf(told: Told): number {
    if (told.ok) return 200;
    return told.output.error.retryable === true ? 503 : 400;
}
