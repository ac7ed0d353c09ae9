import type * as z from "zod";
import type { Card } from "../assistant/events";
import { coerce } from "./coerce";
import type { CallFacts, Evidence } from "./outcome";
import { ToolErrorCode, ToolFailure } from "./outcome";
import type { ToolContext } from "./ports";

/** What a tool found or did. */
export interface ToolResult<Output> {
    readonly output: Output;
    readonly cards?: readonly Card[];
    readonly seen?: readonly string[];
    readonly evidence?: Partial<Evidence>;
    readonly facts?: Partial<CallFacts>;
}

/** How a tool is told of, and what it does. */
export interface ToolDefinition<Input extends z.ZodObject, Output extends z.ZodObject> {
    /** Lower snake case; also the operation's id and its path. */
    readonly name: string;
    /** For the model: when to call it, and what comes back. */
    readonly description: string;
    /** Flat: texts, whole numbers, booleans and lists of texts, since the classic agent service knows no more. */
    readonly input: Input;
    readonly output: Output;
    /** Whether it changes nothing. */
    readonly readOnly: boolean;
    /** Milliseconds after which the model is told that it timed out. */
    readonly timeoutMs: number;
    run(input: z.infer<Input>, context: ToolContext): Promise<ToolResult<z.infer<Output>>>;
}

/** A tool whose types nobody needs to know: raw input in, checked output out. */
export interface Tool extends Omit<ToolDefinition<z.ZodObject, z.ZodObject>, "run"> {
    /** @throws a `ToolFailure` or a `ShopRefusal` */
    call(rawInput: unknown, context: ToolContext): Promise<ToolResult<unknown>>;
}

export function defineTool<Input extends z.ZodObject, Output extends z.ZodObject>(
    definition: ToolDefinition<Input, Output>,
): Tool {
    const { run, ...told } = definition;
    return {
        ...told,
        async call(rawInput, context) {
            const parsed = told.input.safeParse(coerce(rawInput, told.input));
            if (!parsed.success) {
                throw new ToolFailure(
                    ToolErrorCode.InvalidInput,
                    `The input of ${told.name} is wrong. ${problemsOf(parsed.error)}`,
                    `It takes: ${Object.keys(told.input.shape).join(", ") || "nothing"}.`,
                );
            }
            const result = await run(parsed.data, context);
            return { ...result, output: told.output.parse(result.output) };
        },
    };
}

const mostProblems = 5;

/** Paths and expectations, as `quantity: Invalid input: expected number, received string`. */
function problemsOf({ issues }: z.ZodError): string {
    return issues
        .slice(0, mostProblems)
        .map(({ path, message }) => `${path.length > 0 ? `${path.join(".")}: ` : ""}${message.slice(0, 200)}.`)
        .join(" ");
}
