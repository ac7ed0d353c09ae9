import { listedTexts } from "./listed";
import { toMinorUnits } from "./minor-units";

type Row = Readonly<Record<string, unknown>>;

/** Whether a row has the shape of the Retail Demo Store's `products.json`. */
export function isRetailDemoStoreRow(row: Row): boolean {
    return "current_stock" in row || ("price" in row && !("price_minor" in row));
}

/** Whom a product is made for, as its source abbreviates it. */
const madeFor: Readonly<Record<string, string>> = { F: "women", M: "men" };

/**
 * A row of the Retail Demo Store in the shape of a catalogue row. What can't be translated becomes a value that the schema
 * refuses, so that every fault is found and named in one place.
 *
 * @param currency of the prices, which that source doesn't name
 */
export function fromRetailDemoStore(row: Row, currency: string): Row {
    const gender = typeof row.gender_affinity === "string" ? madeFor[row.gender_affinity] : undefined;
    return {
        id: row.id,
        name: firstLine(row.name),
        description: row.description ?? "",
        category: row.category,
        style: orNull(row.style),
        brand: orNull(row.brand),
        price_minor: toMinorUnits(row.price, currency) ?? Number.NaN,
        currency,
        stock: row.current_stock,
        aliases: texts(row.aliases),
        options: gender === undefined ? {} : { made_for: gender },
        related: texts(row.related_items),
        image: imageName(row.image),
    };
}

/** Names there may go on for lines that are no name. */
function firstLine(value: unknown): unknown {
    if (typeof value !== "string") return value;
    const [first = ""] = value.trim().split(/[\r\n]/);
    return first.replace(/\s+/g, " ");
}

function orNull(value: unknown): unknown {
    return value === undefined || value === "" ? null : value;
}

function texts(value: unknown): unknown {
    if (value === undefined || value === null) return [];
    return typeof value === "string" ? (listedTexts(value) ?? value) : value;
}

/** The file's name alone, with the dot that some lack before `jpg`. */
function imageName(value: unknown): unknown {
    if (typeof value !== "string") return orNull(value);
    const name = value.slice(value.lastIndexOf("/") + 1);
    return orNull(name.replace(/(?<!\.)(jpe?g|png|webp|gif)$/i, ".$1"));
}
