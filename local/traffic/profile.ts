/** The contact centre that the generated day describes. Every figure is made up; the shapes follow what contact centres report. */

export type Channel = "VOICE" | "CHAT" | "EMAIL" | "TASK";

export interface QueueProfile {
    readonly name: string;
    /** Share of the day's contacts. */
    readonly share: number;
    /** Mean seconds that agent and customer talk. */
    readonly talkSeconds: number;
    /** Mean seconds of after-contact work. */
    readonly afterContactSeconds: number;
}

export const QUEUES: readonly QueueProfile[] = [
    { name: "Orders", share: 34, talkSeconds: 260, afterContactSeconds: 40 },
    { name: "Delivery", share: 26, talkSeconds: 220, afterContactSeconds: 35 },
    { name: "Returns", share: 18, talkSeconds: 300, afterContactSeconds: 70 },
    { name: "Product advice", share: 14, talkSeconds: 420, afterContactSeconds: 50 },
    { name: "Key accounts", share: 8, talkSeconds: 480, afterContactSeconds: 120 },
];

export const CHANNELS: readonly (readonly [Channel, number])[] = [
    ["VOICE", 62],
    ["CHAT", 22],
    ["EMAIL", 9],
    ["TASK", 7],
];

/** Contacts that arrive in each UTC hour, relative to each other: a morning peak, a lunch dip, an evening shoulder, a quiet night. */
export const ARRIVALS_BY_HOUR: readonly number[] = [
    2, 1, 1, 1, 2, 5, 14, 34, 62, 84, 92, 86, 68, 72, 80, 76, 64, 52, 40, 30, 20, 12, 6, 3,
];

/** Hours (UTC) at which shifts begin; each lasts SHIFT_HOURS. */
export const SHIFT_STARTS: readonly (readonly [number, number])[] = [
    [6, 22],
    [7, 26],
    [8, 22],
    [10, 16],
    [13, 14],
];
export const SHIFT_HOURS = 8;

/** Contacts that one agent takes in a shift, on average: sets how many agents a day of N contacts needs. */
export const CONTACTS_PER_AGENT = 46;

export const FIRST_NAMES = ["Ada", "Björn", "Chidi", "Daniela", "Emre", "Fatima", "Grzegorz", "Hana", "Ines", "Jun"];
export const LAST_NAMES = [
    "Okafor",
    "Lindqvist",
    "Moreau",
    "Nakamura",
    "O'Brien",
    "Petrov",
    "Silva",
    "Yilmaz",
    "Weber",
];
export const INTENTS = ["where_is_my_order", "change_address", "refund", "size_advice", "invoice", "damaged_item"];
export const DISPOSITIONS = ["solved", "follow_up", "refund_promised", "escalated"];
