import * as z from "zod";
import { ProductStatus, STANDARD_PRICE_LIST } from "./product";

/** Ids of products: also part of keys of objects, so nothing that a path could be built of. */
const productIdForm = /^[A-Za-z0-9_-]{1,64}$/;

/** What breaks lines, hides text or turns its direction, and halves of characters: none has a place in a name. */
const invisible = /[\p{Cc}\p{Cs}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u;
const invisibleButLines = /[^\P{Cc}\n\r\t]|[\p{Cs}\u202a-\u202e\u2066-\u2069]/u;

const mostMinor = 1_000_000_000_000;
const mostStock = 1_000_000_000;

const line = (most: number) =>
    z
        .string()
        .trim()
        .min(1, "must not be empty")
        .max(most, `must have at most ${most} characters`)
        .refine((text) => !invisible.test(text), "must not contain control characters");

const text = (most: number) =>
    z
        .string()
        .trim()
        .max(most, `must have at most ${most} characters`)
        .refine((value) => !invisibleButLines.test(value), "must not contain control characters");

const productId = z.string().regex(productIdForm, "must be 1 to 64 letters, digits, - and _");

const minorUnits = z
    .number()
    .int("must be a whole number of the currency's smallest unit")
    .min(0, "must not be negative")
    .max(mostMinor, `must be at most ${mostMinor}`);

const listOf = <Item extends z.ZodType<string>>(item: Item, most: number) =>
    z
        .array(item)
        .max(most, `must have at most ${most} entries`)
        .overwrite((items) => [...new Set(items)]);

const mapOf = <Value extends z.ZodType>(keyForm: RegExp, value: Value, most: number) =>
    z
        .record(z.string().regex(keyForm, "has a name of an unknown form"), value)
        .refine((map) => Object.keys(map).length <= most, `must have at most ${most} entries`);

/** One row of a catalogue file. */
export const productSchema = z
    .strictObject({
        id: productId.describe("1 to 64 letters, digits, `-` and `_`: the same for life."),
        name: line(200).describe("Not unique: products are told apart by id alone."),
        description: text(5_000).describe("What it is, in plain text."),
        category: line(60).describe("The one category that it is listed under."),
        style: line(60).nullable().default(null).describe("Kind within its category."),
        brand: line(80).nullable().default(null).describe("Who makes it."),
        price_minor: minorUnits.describe(
            "Price in the smallest unit of its currency: 1999 and `USD` are 19.99 US dollars.",
        ),
        currency: z
            .string()
            .regex(/^[A-Z]{3}$/, "must be three capital letters of ISO 4217")
            .describe("Three capital letters of ISO 4217; the same in all rows of a file."),
        price_lists: mapOf(/^[a-z0-9][a-z0-9_-]{0,39}$/, minorUnits, 20)
            // It would override the price of everybody who has no list of their own.
            .superRefine((lists, { addIssue }) => {
                if (Object.hasOwn(lists, STANDARD_PRICE_LIST))
                    addIssue({
                        code: "custom",
                        path: [STANDARD_PRICE_LIST],
                        message: "is price_minor, and no list beside it",
                    });
            })
            .readonly()
            .default({})
            .describe(
                "Prices of shoppers on another price list, by its name, in the same unit. `standard` is `price_minor`, and none of these.",
            ),
        stock: z
            .number()
            .int("must be a whole number")
            .min(0, "must not be negative")
            .max(mostStock, `must be at most ${mostStock}`)
            .describe(
                "Pieces delivered less pieces taken back: the shop changes its stock by what differs from the last file.",
            ),
        status: z.enum(ProductStatus).default(ProductStatus.Active).describe("Whether it can be bought."),
        aliases: listOf(line(80), 20).readonly().default([]).describe("Other words that shoppers use for it."),
        occasions: listOf(line(40).toLowerCase(), 20)
            .readonly()
            .default([])
            .describe("What it is for, in lower-case words: `picnic`, `anniversary`."),
        options: mapOf(/^[\p{L}][\p{L}\p{N} _-]{0,39}$/u, line(80), 10)
            .readonly()
            .default({})
            .describe('What sets it apart from its variants: `{ "size": "M", "colour": "red" }`.'),
        variant_group: productId
            .nullable()
            .default(null)
            .describe("Id that all variants of one product share; null for a product without variants."),
        related: listOf(productId, 50).readonly().default([]).describe("Ids of products that go with it."),
        image: z
            .string()
            .regex(/^[\w-][\w.-]{0,199}$/, "must be a file's name, without a path")
            .nullable()
            .default(null)
            .describe("File name of its picture under the shop's pictures."),
    })
    .readonly();

/** A product as the catalogue file gives it and as it is stored. */
export type Product = z.infer<typeof productSchema>;
