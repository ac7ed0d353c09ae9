/** Words for whole departments of the shop. Other words are left to the search by meaning. */
export const CATEGORY_WORDS: Readonly<Record<string, string>> = {
    apparel: "apparel",
    clothes: "apparel",
    clothing: "apparel",
    footwear: "footwear",
    shoes: "footwear",
    furniture: "furniture",
    groceries: "grocery",
    grocery: "grocery",
    food: "grocery",
    electronics: "electronics",
    jewelry: "jewelry",
    jewellery: "jewelry",
    cosmetics: "beauty",
    beauty: "beauty",
    flowers: "flowers",
    books: "books",
    toys: "toys",
    tools: "tools",
};

/** What something is for, by the words that shoppers use for it. */
export const OCCASIONS: readonly (readonly [RegExp, string])[] = [
    [/\b(?:new (?:flat|apartment|home|house|place)|housewarming|moving in)\b/, "new home"],
    [/\b(?:first day (?:at|of) work|new job|the office|office|work)\b/, "work"],
    [/\b(?:job )?interview\b/, "interview"],
    [/\b(?:wedding )?anniversary\b/, "anniversary"],
    [/\bbirthday\b/, "birthday"],
    [/\bwedding\b/, "wedding"],
    [/\b(?:christmas|xmas)\b/, "christmas"],
    [/\bcamping(?: trip)?\b/, "camping"],
    [/\bhiking(?: trip)?\b/, "hiking"],
    [/\bpicnic\b/, "picnic"],
    [/\bparty\b/, "party"],
    [/\b(?:travel(?:l?ing)?|a trip)\b/, "travel"],
];

/** Several things that are wanted together, each looked for by itself. */
export interface Bundle {
    readonly pattern: RegExp;
    readonly searches: readonly string[];
}

export const BUNDLES: readonly Bundle[] = [
    {
        pattern: /\b(?:mediterranean|greek) salad\b/,
        searches: [
            "cherry tomatoes",
            "cucumbers",
            "red onions",
            "feta cheese",
            "kalamata olives",
            "extra virgin olive oil",
        ],
    },
    {
        pattern:
            /\b(?:pasta dinner|spaghetti (?:dinner|recipe)|pasta recipe)\b|\b(?:ingredients|recipe) for (?:a )?(?:pasta|spaghetti)\b/,
        searches: ["spaghetti", "tomato pasta sauce", "parmesan", "garlic"],
    },
    { pattern: /\bhummus\b/, searches: ["chickpeas", "lemons", "garlic", "extra virgin olive oil"] },
    {
        pattern: /\boutfit\b.*\b(?:work|job|office|interview)\b|\b(?:work|office|interview) outfit\b/,
        searches: ["shirts blouse dress shirt", "trousers office pants slacks", "blazers suit jacket", "dress shoes"],
    },
    { pattern: /\boutfit\b.*\bwedding\b|\bwedding outfit\b/, searches: ["evening dress", "heels", "necklace"] },
    {
        pattern: /\boutfit\b.*\b(?:running|run|jogging)\b|\brunning outfit\b/,
        searches: ["running shoes", "running shirt", "running socks"],
    },
    {
        pattern: /\b(?:furnish|furniture for)\b.*\b(?:flat|apartment|home|house|place)\b/,
        searches: ["sofas couch", "dining tables", "bed frames", "bookcases bookshelf"],
    },
    {
        pattern: /\beverything\b.*\bcamping\b|\bcamping (?:gear|equipment|list|essentials)\b/,
        searches: ["tent", "sleeping bag", "sleeping mat", "camp stove", "lantern"],
    },
    {
        pattern: /\bpicnic(?: for (?:two|three|four|five|six|\d))?$|\bpicnic for (?:two|three|four|five|six|\d)\b/,
        searches: ["picnic basket for four", "picnic blanket", "cheese", "crackers", "sparkling water"],
    },
];
