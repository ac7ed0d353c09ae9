import { hashOf } from "./hash";
import type { Product } from "./product";

/** Where the products' documents lie in the catalogue's bucket. Nothing but the sync writes there. */
export const PRODUCT_DOCUMENTS = "documents/products/";

/**
 * What a document may be filtered by. Price and stock serve filters alone: what a shopper is shown is looked up in the table.
 * Numbers are numbers, so that they can be compared.
 */
export interface ProductMetadata {
    readonly kind: "product";
    readonly product_id: string;
    readonly category: string;
    readonly style?: string;
    readonly price_minor: number;
    readonly in_stock: boolean;
    readonly occasions?: readonly string[];
}

/** A product for the knowledge base. */
export interface ProductDocument {
    readonly text: string;
    readonly metadata: ProductMetadata;
}

/**
 * Under the 1,024 bytes of metadata that S3 Vectors keeps for one vector, with room for what Bedrock adds:
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-vectors-bedrock-kb.html
 */
const MOST_METADATA_BYTES = 900;

/** Keys of a product's two objects: its document, and the metadata beside it. */
export function documentKeys(productId: string): { readonly text: string; readonly metadata: string } {
    const text = `${PRODUCT_DOCUMENTS}${productId}.txt`;
    return { text, metadata: `${text}.metadata.json` };
}

/** The document of a product: only what carries meaning. An address or a price would be found by chance, and grow old. */
export function productDocument(product: Product, inStock: boolean): ProductDocument {
    const { id, name, description, category, style, brand, aliases, occasions, options } = product;
    const facts = [
        ["Category", category],
        ["Style", style],
        ["Brand", brand],
        ["Also called", aliases.join(", ")],
        ["For", occasions.join(", ")],
        ...Object.entries(options).toSorted(([a], [b]) => (a < b ? -1 : 1)),
    ] as const;
    const lines = facts.flatMap(([label, value]) => (value === null || value === "" ? [] : [`${label}: ${value}`]));
    const metadata = {
        kind: "product",
        product_id: id,
        category,
        ...(style !== null && { style }),
        price_minor: product.price_minor,
        in_stock: inStock,
    } as const;
    return {
        text: [name, description, lines.join("\n")].map(withoutAddresses).filter(Boolean).join("\n\n"),
        metadata: withOccasions(metadata, occasions),
    };
}

export function documentHash(document: ProductDocument): string {
    return hashOf(document);
}

/** The metadata in the form that a knowledge base reads beside a document. */
export function metadataFile({ metadata }: ProductDocument): string {
    return JSON.stringify({ metadataAttributes: metadata });
}

function withoutAddresses(text: string): string {
    return text.replace(/\bhttps?:\/\/\S+/gi, "").trim();
}

/** As many occasions as there is room for: a document too large for its store would make the whole job fail. */
function withOccasions(metadata: ProductMetadata, occasions: readonly string[]): ProductMetadata {
    for (let count = occasions.length; count > 0; count -= 1) {
        const complete = { ...metadata, occasions: occasions.slice(0, count) };
        if (Buffer.byteLength(JSON.stringify(complete)) <= MOST_METADATA_BYTES) return complete;
    }
    return metadata;
}
