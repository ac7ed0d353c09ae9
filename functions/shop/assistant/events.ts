import type { Money } from "../money";
import type { Cart, Order, Quote } from "../orders/types";

/** A product as a shopper sees it: every fact from the catalogue, none from a model. */
export interface ProductCard {
    readonly product_id: string;
    readonly name: string;
    readonly category: string;
    readonly description: string;
    readonly price: Money;
    readonly stock: number;
    readonly options: Readonly<Record<string, string>>;
    readonly image: string | null;
}

/** What is shown beside the prose, filled in by the server. */
export type Card =
    | { readonly kind: "products"; readonly title: string; readonly products: readonly ProductCard[] }
    | {
          readonly kind: "comparison";
          readonly products: readonly ProductCard[];
          readonly features: readonly ComparedFeature[];
      }
    | { readonly kind: "cart"; readonly cart: Cart }
    /** The shopper confirms it, or not: nothing else places an order. */
    | { readonly kind: "quote"; readonly quote: Quote }
    | { readonly kind: "order"; readonly order: Order }
    /** The shopper confirms the cancellation, or not. */
    | { readonly kind: "cancellation"; readonly order: Order }
    | { readonly kind: "handover"; readonly contact_id: string | null; readonly message: string };

export interface ComparedFeature {
    readonly feature: string;
    /** One for each product, in their order. */
    readonly values: readonly string[];
}

export interface TokenUsage {
    readonly input_tokens: number;
    readonly output_tokens: number;
}

/** One happening in a turn. Every runtime tells a turn in these, in order; each is one line of JSON on the wire. */
export type AssistantEvent =
    | {
          readonly type: "turn_started";
          readonly conversation_id: string;
          readonly turn_id: string;
          readonly runtime: string;
          readonly model_id: string;
      }
    | { readonly type: "text"; readonly text: string }
    | { readonly type: "tool_call"; readonly call_id: string; readonly name: string; readonly input: unknown }
    | {
          readonly type: "tool_result";
          readonly call_id: string;
          readonly name: string;
          readonly ok: boolean;
          readonly duration_ms: number;
          /** What the model is told: an output of the tool, or `{ error: { code, message } }`. */
          readonly output: unknown;
      }
    | { readonly type: "card"; readonly card: Card }
    /** Prose of the model that was not shown, or not as it was: it named a price or a product that no tool returned. */
    | { readonly type: "corrected"; readonly reason: string; readonly replacement: string }
    | { readonly type: "guardrail"; readonly stage: "input" | "output"; readonly action: string }
    | ({ readonly type: "usage"; readonly model_calls: number } & TokenUsage)
    | { readonly type: "error"; readonly code: string; readonly message: string; readonly retryable: boolean }
    | { readonly type: "turn_ended"; readonly stop_reason: string; readonly duration_ms: number };
