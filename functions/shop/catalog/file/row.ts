import type * as z from "zod";
import { type Product, productSchema } from "../schema";
import { fromRetailDemoStore, isRetailDemoStoreRow } from "./retail-demo-store";
import type { RawRow } from "./split";

/** Shape of a catalogue file's rows. */
export const CatalogFormat = {
    /** Each row is looked at. */
    Auto: "auto",
    Lakefront: "lakefront",
    RetailDemoStore: "retail_demo_store",
} as const;
export type CatalogFormat = (typeof CatalogFormat)[keyof typeof CatalogFormat];

/** One fault of one row. Names the place and the rule, and nothing of what the row says. */
export interface RowFault {
    /** Line of the file at which the row begins, from 1. */
    readonly line: number;
    /** Which row of the file it is, from 1. */
    readonly row: number;
    /** Path of the field, as in `price_lists.gold`; null if the row as a whole is meant. */
    readonly field: string | null;
    readonly reason: string;
}

export type ReadRow =
    | { readonly product: Product }
    | { readonly faults: readonly Omit<RowFault, "line" | "row">[]; readonly id: string | null };

/** Reads one row by itself. */
export function readRow({ bytes, isTooLong }: RawRow, format: CatalogFormat, currency: string): ReadRow {
    if (isTooLong) return refused("is too long");
    let value: unknown;
    try {
        value = JSON.parse(utf8.decode(bytes));
    } catch (error) {
        return refused(error instanceof SyntaxError ? "is not valid JSON" : "is not valid UTF-8");
    }
    if (!isObject(value)) return refused("is not a JSON object");
    const isSample =
        format === CatalogFormat.RetailDemoStore || (format === CatalogFormat.Auto && isRetailDemoStoreRow(value));
    const { success, data, error } = productSchema.safeParse(isSample ? fromRetailDemoStore(value, currency) : value);
    if (success) return { product: data };
    const id = productSchema.unwrap().shape.id.safeParse(value.id);
    return { faults: error.issues.flatMap(faultsOf), id: id.success ? id.data : null };
}

const utf8 = new TextDecoder("utf-8", { fatal: true });

function refused(reason: string): ReadRow {
    return { faults: [{ field: null, reason }], id: null };
}

function isObject(value: unknown): value is Record<string, unknown> {
    return typeof value === "object" && value !== null && !Array.isArray(value);
}

function faultsOf(issue: z.core.$ZodIssue): Omit<RowFault, "line" | "row">[] {
    if (issue.code === "unrecognized_keys")
        return issue.keys.map((key) => ({
            field: pathOf([...issue.path, key]),
            reason: "is not a field of a product",
        }));
    return [{ field: pathOf(issue.path), reason: reasonOf(issue) }];
}

function reasonOf(issue: z.core.$ZodIssue): string {
    if (issue.code === "invalid_key") return issue.issues[0]?.message ?? "has a name of an unknown form";
    if (issue.code === "invalid_value") return `must be one of ${issue.values.join(", ")}`;
    if (issue.code === "invalid_type" && issue.message.startsWith("Invalid input"))
        return issue.message.endsWith("received undefined") ? "is missing" : `must be of type ${issue.expected}`;
    return issue.message;
}

/** Keys inside a map are the file's own words: only those of a harmless form are named. */
function pathOf(path: readonly PropertyKey[]): string | null {
    if (path.length === 0) return null;
    return path.map((part) => (/^\w[\w-]{0,39}$/.test(String(part)) ? String(part) : "(name)")).join(".");
}
