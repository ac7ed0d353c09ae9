import type { AssistantEvent } from "../../functions/shop/assistant";

/** A turn, as a function URL would bring it. */
export interface TurnCall {
    readonly headers: Readonly<Record<string, string>>;
    readonly body: string;
}

/** What the server tells its child process. */
export type ToChild =
    | { readonly kind: "turn"; readonly id: number; readonly call: TurnCall }
    /** Whoever asked is gone. */
    | { readonly kind: "abort"; readonly id: number }
    /** Ends when the turns under way are over. */
    | { readonly kind: "retire" };

/** What the child process tells the server. */
export type FromChild =
    | { readonly kind: "ready" }
    | { readonly kind: "status"; readonly id: number; readonly status: number }
    | { readonly kind: "event"; readonly id: number; readonly event: AssistantEvent }
    | { readonly kind: "end"; readonly id: number };
