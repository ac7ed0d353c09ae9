import type { ChatMessage } from "../../../local/model/chat";
import { nextMessage } from "../../../local/model/planner/planner";

export const ALL_TOOLS: ReadonlySet<string> = new Set([
    "search_products",
    "get_product",
    "compare_products",
    "related_products",
    "view_cart",
    "change_cart",
    "quote_cart",
    "order_status",
    "cancel_order",
    "answer_policy",
    "hand_over",
]);

export function user(content: string): ChatMessage {
    return { role: "user", content, tool_calls: [], tool_call_id: null };
}

export function assistant(content: string): ChatMessage {
    return { role: "assistant", content, tool_calls: [], tool_call_id: null };
}

/** A message that calls one tool, and the tool's answer. */
export function called(name: string, input: unknown, output: unknown, id = `earlier_${name}`): ChatMessage[] {
    return [
        {
            role: "assistant",
            content: "",
            tool_calls: [{ id, name, arguments: JSON.stringify(input) }],
            tool_call_id: null,
        },
        { role: "tool", content: JSON.stringify(output), tool_calls: [], tool_call_id: id },
    ];
}

/** A product as `search_products` tells of it. */
export function hit(id: string, name: string, dollars: number, options = "", stock = "in stock") {
    return {
        product_id: id,
        price: `$${dollars.toFixed(2)}`,
        price_minor: Math.round(dollars * 100),
        stock,
        catalog_text: { name, category: "outdoors", style: null, brand: null, options },
    };
}

export const TENTS = [
    hit("tent-1", "Juniper Dome Tent", 89, "colour: green"),
    hit("tent-2", "Harbor Family Tent", 149.5, "colour: orange"),
    hit("tent-3", "Slate Cabin Tent", 64.99, "colour: grey", "only 2 left"),
];

/** A conversation in which three tents were found. */
export const AFTER_TENTS: readonly ChatMessage[] = [
    user("tents"),
    ...called("search_products", { text: "tents", limit: 10 }, { hits: 3, products: TENTS }),
    assistant("Here is what I found: …"),
];

export type ToolStub = (input: Record<string, unknown>) => unknown;

/** A conversation against stubs: says something, runs every tool that is called, and gives the answer. */
export class Talk {
    readonly messages: ChatMessage[] = [];
    /** `[tool, input]` of every call, in order. */
    readonly calls: [string, unknown][] = [];

    constructor(private readonly tools: Readonly<Record<string, ToolStub>>) {}

    say(text: string): string {
        this.messages.push(user(text));
        for (let round = 0; round < 10; round++) {
            const { content, tool_calls } = nextMessage(this.messages, ALL_TOOLS);
            this.messages.push({ role: "assistant", content, tool_calls, tool_call_id: null });
            if (tool_calls.length === 0) return content;
            for (const { id, name, arguments: json } of tool_calls) {
                const input: Record<string, unknown> = JSON.parse(json);
                this.calls.push([name, input]);
                const output = this.tools[name]?.(input) ?? {
                    error: { code: "unknown_tool", message: "No such tool." },
                };
                this.messages.push({ role: "tool", content: JSON.stringify(output), tool_calls: [], tool_call_id: id });
            }
        }
        throw new Error(`The planner never answered "${text}".`);
    }
}
