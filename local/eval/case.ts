import * as z from "zod";
import { EVAL_KINDS, type EvalKind } from "./kinds";

/** A regular expression, read without regard to case. */
const pattern = z.string().refine(
    (text) => {
        try {
            return new RegExp(text, "iu") !== undefined;
        } catch {
            return false;
        }
    },
    { message: "is no regular expression" },
);

const quantities = z.record(z.string(), z.int().min(1));

/** Products by facts of the catalogue; all that are given must hold. */
const where = z.strictObject({
    ids: z.array(z.string()).min(1).optional(),
    category: z.string().optional(),
    style: z.string().optional(),
    brand: z.string().optional(),
    occasion: z.string().optional(),
    name: pattern.optional(),
    options: z.record(z.string(), z.string()).optional(),
    /** By the price that the shopper pays, in minor units, bounds included. */
    price_from: z.int().optional(),
    price_to: z.int().optional(),
    in_stock: z.boolean().optional(),
});
export type Where = z.infer<typeof where>;

const finds = z.strictObject({
    /** What answers the request: products that one of these holds for. */
    any: z.array(where).min(1),
    /** Least share of the first five shown that answer it; 0.8 unless given. */
    precision: z.number().min(0).max(1).default(0.8),
    /** Least share of what answers it among the first five, of at most five; 0.8 unless given. */
    recall: z.number().min(0).max(1).default(0.8),
});

const expectation = z.strictObject({
    finds: finds.optional(),
    /** Of a wish for several things: each must be among what is shown. */
    finds_each: z.array(where).min(1).optional(),
    /** Products that must be on a card. */
    shows: z.array(z.string()).optional(),
    /** Products that must not be on a card. */
    hides: z.array(z.string()).optional(),
    /** A product whose price, or stock, of now must be told in words or on a card. */
    tells: z
        .strictObject({ product: z.string(), price: z.boolean().optional(), in_stock: z.boolean().optional() })
        .optional(),
    /** Each must occur in the answer. */
    says: z.array(pattern).optional(),
    /** None may occur in the answer. */
    never: z.array(pattern).optional(),
    /** Kinds of cards that must be there; an empty list: none may. */
    cards: z.array(z.string()).optional(),
    /** Kinds of cards that must not be there. */
    no_cards: z.array(z.string()).optional(),
    tools: z.array(z.string()).optional(),
    no_tools: z.array(z.string()).optional(),
    /** The shopper's cart afterwards, in the store. */
    cart: z.record(z.string(), z.int().min(1)).optional(),
    /** The quote shown: its sums are worked out anew from catalogue and policy. */
    quote: z.strictObject({ lines: quantities, method: z.string(), address: z.string() }).optional(),
    /** The cheapest of these must be named as such, and all must be compared. */
    compares: z.array(z.string()).min(2).optional(),
    /** Words of the policy that the answer must hold, and the file that they stand in. */
    policy: z.strictObject({ file: z.string(), quotes: z.array(z.string()).min(1) }).optional(),
    /** Code of the error that the turn must end in. */
    error: z.string().optional(),
});
export type Expectation = z.infer<typeof expectation>;

const turn = z.strictObject({
    /** What the shopper says. `{order}` and `{other_order}` stand for ids of orders placed before, `{name:<id>}` for a name. */
    say: z.string(),
    /** How often it is said in one message, for long ones. */
    repeat: z.int().min(1).default(1),
    /** Said in the other shopper's name, in the first one's conversation. */
    by_other: z.boolean().default(false),
    expect: expectation,
    /** The shopper then confirms the quote that is shown. */
    confirm: z.boolean().default(false),
});
export type EvalTurn = z.infer<typeof turn>;

const evalCase = z.strictObject({
    id: z.string().regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/),
    /** Key of the sample persona who shops; `jonas`, on standard prices, unless given. */
    persona: z.string().default("jonas"),
    /** What the shopper put into the cart on the page before. */
    cart: quantities.default({}),
    /** What the shopper ordered, and confirmed, before. */
    ordered: quantities.default({}),
    /** What another shopper, of this persona, ordered before. */
    other: z.strictObject({ persona: z.string(), ordered: quantities }).optional(),
    turns: z.array(turn).min(1),
});

export const caseFile = z.strictObject({
    kind: z.enum(EVAL_KINDS),
    about: z.string().min(1),
    cases: z.array(evalCase).min(1),
});

/** One conversation of the evaluation set. */
export type EvalCase = z.infer<typeof evalCase> & { readonly kind: EvalKind };
