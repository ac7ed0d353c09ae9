import * as z from "zod";

const parameter = z.object({ name: z.string(), type: z.optional(z.string()), value: z.unknown() });
const common = {
    actionGroup: z.string(),
    sessionId: z.string().min(1),
    sessionAttributes: z.record(z.string(), z.string()).default({}),
    parameters: z.array(parameter).default([]),
};

const apiEvent = z.object({
    ...common,
    apiPath: z.string(),
    httpMethod: z.string(),
    requestBody: z
        .object({ content: z.record(z.string(), z.object({ properties: z.array(parameter).default([]) })) })
        .nullish(),
});
const functionEvent = z.object({ ...common, function: z.string() });

/**
 * What the classic agent service sends: of an action group with an API schema, or with function details.
 *
 * Source: https://docs.aws.amazon.com/bedrock/latest/userguide/agents-lambda.html
 */
export const actionEvent = z.union([apiEvent, functionEvent]);
export type ActionEvent = z.infer<typeof actionEvent>;

/** A tool's call, whichever way it came. */
export interface ToolCall {
    readonly tool: string;
    /** By name, as the service wrote them: everything as text. */
    readonly rawInput: Readonly<Record<string, unknown>>;
}

/** The tool that is called, and its arguments: those of path and query, and over them those of the body. */
export function toolCallOf(event: ActionEvent): ToolCall {
    if ("function" in event) return { tool: event.function, rawInput: byName(event.parameters) };
    const body = Object.values(event.requestBody?.content ?? {}).flatMap(({ properties }) => properties);
    return { tool: event.apiPath.replace(/^\/+/, ""), rawInput: byName([...event.parameters, ...body]) };
}

function byName(parameters: readonly z.infer<typeof parameter>[]): Record<string, unknown> {
    return Object.fromEntries(parameters.map(({ name, value }) => [name, value]));
}
