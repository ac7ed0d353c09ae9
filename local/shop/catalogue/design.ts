import { type Product, ProductStatus } from "../../../functions/shop/catalog/product";
import type { Random } from "../../traffic/random";
import { type Department, type Family, Naming } from "./department";
import { fittingMaterials } from "./materials";
import { slug } from "./slug";

const SERIES = [
    "Amber",
    "Ash",
    "Aster",
    "Birch",
    "Bramble",
    "Briar",
    "Brook",
    "Cedar",
    "Clover",
    "Coast",
    "Copse",
    "Cove",
    "Dune",
    "Elm",
    "Ember",
    "Fern",
    "Field",
    "Fjord",
    "Flint",
    "Glade",
    "Grove",
    "Harbor",
    "Hazel",
    "Heath",
    "Heron",
    "Isle",
    "Ivy",
    "Juniper",
    "Kestrel",
    "Lark",
    "Laurel",
    "Linden",
    "Loch",
    "Lumen",
    "Maple",
    "Marsh",
    "Meadow",
    "Mesa",
    "Mistral",
    "Moor",
    "Moss",
    "North",
    "Oak",
    "Orchard",
    "Otter",
    "Pebble",
    "Pine",
    "Prairie",
    "Quarry",
    "Quill",
    "Reed",
    "Ridge",
    "Robin",
    "Rowan",
    "Sable",
    "Sage",
    "Shore",
    "Slate",
    "Solstice",
    "Spruce",
    "Stone",
    "Summit",
    "Swift",
    "Tarn",
    "Terra",
    "Thistle",
    "Tide",
    "Timber",
    "Vale",
    "Violet",
    "Wharf",
    "Willow",
    "Wren",
    "Yarrow",
] as const;

const MOST_VARIANTS = 5;
const MOST_STOCK = 90;
/** What the next larger pack costs, as a multiple of the one before. */
const LARGER_PACK = 1.7;
/** The same for the next larger size of a thing: a pan, a rug, a bottle. */
const LARGER_SIZE = 1.2;
const MEMBER_SHARE = 0.25;
const MEMBER_DISCOUNT = 0.1;
/** Ends of prices in minor units, as shops like them. */
const PRICE_ENDS: readonly (readonly [number, number])[] = [
    [99, 5],
    [95, 2],
    [50, 2],
    [0, 3],
];

/** Name of the price list that some products have a lower price on. */
export const MEMBER_PRICE_LIST = "member";

/**
 * One new design of a family with all its variants. They share name, text, brand and variant group; those that differ
 * in measure (500 g, 28 cm) also differ in price.
 */
export function design(department: Department, family: Family, number: number, random: Random): Product[] {
    const brand = random.pick(department.brands);
    const kind = random.pick(family.kinds);
    const name = `${department.naming === Naming.Series ? random.pick(SERIES) : brand} ${kind}`;
    const description = describe(family, kind, brand, random);
    const price = drawPrice(family.price, random);
    const isForMembers = random.chance(MEMBER_SHARE);
    const id = `${slug(family.style)}-${String(number).padStart(3, "0")}`;
    const variants = drawVariants(family, random);
    return variants.map((options, index) => {
        const price_lists: Record<string, number> = {};
        const price_minor = Math.round(price * growth(options) ** index);
        if (isForMembers) price_lists[MEMBER_PRICE_LIST] = Math.round(price_minor * (1 - MEMBER_DISCOUNT));
        return {
            id: [id, ...Object.values(options).map(slug)].join("-"),
            name: options.pack === undefined ? name : `${name}, ${options.pack}`,
            description,
            category: department.category,
            style: family.style,
            brand,
            price_minor,
            currency: "USD",
            price_lists,
            stock: random.int(1, MOST_STOCK),
            status: ProductStatus.Active,
            aliases: [...family.aliases],
            occasions: [...family.occasions],
            options,
            variant_group: variants.length > 1 ? id : null,
            related: [],
            image: `${slug(family.style)}.svg`,
        };
    });
}

function describe(family: Family, kind: string, brand: string, random: Random): string {
    const material = random.pick(fittingMaterials(kind, family.kinds, family.materials));
    const [first = "", second = first] = random.shuffled(family.features);
    const purpose = random.pick(family.purposes);
    const facts = `with ${first}${second === first ? "" : ` and ${second}`}`;
    return random.pick([
        `${kind} by ${brand}: ${material}, ${facts}. ${purpose}`,
        `${purpose} ${kind}: ${material}, ${facts}. By ${brand}.`,
        `${capitalised(material)}, ${facts}. ${purpose} Made by ${brand}.`,
        `From ${brand}. ${capitalised(material)}, ${facts}. ${purpose}`,
    ]);
}

/** Logarithmic between the bounds, so that cheap things are more common than dear ones. */
function drawPrice([low, high]: readonly [number, number], random: Random): number {
    const drawn = random.int(Math.round(Math.log(low) * 1e6), Math.round(Math.log(high) * 1e6)) / 1e6;
    const units = Math.max(1, Math.floor(Math.exp(drawn) / 100));
    return units * 100 + random.weighted(PRICE_ENDS);
}

function drawVariants(family: Family, random: Random): Record<string, string>[] {
    const [first, ...others] = Object.entries(family.options ?? {});
    if (first === undefined) return [{}];
    const [key, values] = first;
    const from = random.int(0, Math.max(0, values.length - MOST_VARIANTS));
    const shared = Object.fromEntries(others.map(([option, choices]) => [option, random.pick(choices)]));
    return values.slice(from, from + MOST_VARIANTS).map((value) => ({ [key]: value, ...shared }));
}

/** Sizes of clothes cost the same; sizes with a measure (28 cm, 1 l, 160 x 200) don't. */
function growth(options: Readonly<Record<string, string>>): number {
    if (options.pack !== undefined) return LARGER_PACK;
    return Object.values(options).some((value) => /\d (?:ml|l|cm|m)$|\d x \d/.test(value)) ? LARGER_SIZE : 1;
}

function capitalised(text: string): string {
    return text.charAt(0).toUpperCase() + text.slice(1);
}
