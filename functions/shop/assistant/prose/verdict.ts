/** Why a sentence wasn't shown as the model wrote it. */
export const ProseFault = {
    UnknownPrice: "unknown_price",
    UnknownStock: "unknown_stock",
    UnknownProduct: "unknown_product",
    Discount: "unsupported_discount",
    OrderClaim: "unsupported_order_claim",
    DeliveryTime: "unsupported_delivery_time",
    Instructions: "instructions",
    PersonalData: "personal_data",
    Link: "unknown_link",
} as const;
export type ProseFault = (typeof ProseFault)[keyof typeof ProseFault];

/** What becomes of a sentence: null where it stands as it is. */
export type Verdict = {
    readonly fault: ProseFault;
    /** The sentence put right, or a neutral one in its place. */
    readonly replacement: string;
} | null;

/** What is said instead of a sentence that no tool's result supports. */
export const neutralSentences: Readonly<Record<ProseFault, string>> = {
    unknown_price: "I can only name prices that I have just looked up, so please go by the price that the shop shows.",
    unknown_stock: "I can't say how many there are: the shop shows what is in stock.",
    unknown_product: "I can only name products that I have just found in the shop.",
    unsupported_discount: "I can't promise any discount: the price that the shop shows is the price.",
    unsupported_order_claim: "Nothing has been ordered or changed: that happens only when you confirm it yourself.",
    unsupported_delivery_time: "I can't promise a delivery time: the quote and the order show what is known of it.",
    instructions: "I can't share how I am set up, but I can help you with the shop.",
    personal_data: "I can't share personal details here.",
    unknown_link: "I can't share that link.",
};
