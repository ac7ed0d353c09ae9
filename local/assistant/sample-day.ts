/** What a shopper, or the parcel service, does beside talking. */
export const Step = {
    /** Places the order of the last quote. */
    Confirm: "confirm",
    /** Cancels the order whose cancellation the assistant prepared. */
    Cancel: "cancel",
    /** The order of this visit is sent, and arrives. */
    Deliver: "deliver",
} as const;
export type Step = (typeof Step)[keyof typeof Step];

export type SampleStep = Step | { readonly say: string };

/** One conversation of a sample shopper. */
export interface SampleVisit {
    readonly persona: string;
    readonly steps: readonly SampleStep[];
}

const said = (...messages: string[]): SampleStep[] => messages.map((say) => ({ say }));

/** A short day in the shop. */
export const SAMPLE_DAY: readonly SampleVisit[] = [
    {
        persona: "maya",
        steps: [
            ...said(
                "Hello",
                "I'm looking for a tent under $300",
                "compare the first two",
                "add the second one to my cart",
                "lanterns",
                "add the cheapest one",
                "What does it cost with express shipping to work?",
            ),
            Step.Confirm,
            Step.Deliver,
        ],
    },
    {
        persona: "jonas",
        steps: said(
            "furniture for a new flat",
            "bookcases in stock",
            "what goes with the first?",
            "How long does shipping take?",
        ),
    },
    {
        persona: "walter",
        steps: [
            ...said(
                "anniversary gift for my wife",
                "the most expensive necklace",
                "tell me more about the first one",
                "add the first one to my cart",
                "checkout",
            ),
            Step.Confirm,
            ...said("cancel my order"),
        ],
    },
    { persona: "priya", steps: said("do you sell typewriter ribbons?", "zeppelins", "do you have blazers?") },
    {
        persona: "priya",
        steps: [
            ...said(
                "I need an outfit for a first day at work",
                "blazers in stock",
                "add the first one to my cart",
                "what is the total, delivered to my parents?",
            ),
            Step.Confirm,
            ...said("where is my order?", "cancel that order"),
            Step.Cancel,
        ],
    },
    { persona: "camille", steps: said("gluten-free snacks", "add the first one to my cart", "quote please") },
    { persona: "noor", steps: said("What is your return policy?", "can I return flowers?", "electronics under 30") },
    { persona: "jonas", steps: said("my parcel arrived damaged", "let me speak with a real person") },
];
