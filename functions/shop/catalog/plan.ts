import { documentHash, documentKeys, type ProductDocument, productDocument } from "./document";
import { hashOf } from "./hash";
import { type Product, ProductStatus } from "./product";
import type { SaleChange } from "./removals";

/** What is known of a product that was loaded before. */
export interface LoadedProduct {
    readonly id: string;
    /** Of everything that the file says, but the stock. `REMOVED` for a product that was no longer in it. */
    readonly content_hash: string;
    /** Of its document; null if it has none, which is so if it isn't on sale. */
    readonly document_hash: string | null;
    /** The stock in the last file. */
    readonly catalog_stock: number;
    /** Pieces that can be sold now: the last file's, less what was sold since. */
    readonly stock: number;
}

/** Content of a product that the catalogue no longer has. */
export const REMOVED = "removed";

/** A product as it is to be stored, and what is known of it afterwards. */
export interface WantedProduct {
    readonly product: Product;
    readonly content_hash: string;
    readonly document_hash: string | null;
}

/** A change of a product that is loaded. */
export interface ProductChange extends WantedProduct {
    /** The stock in the last file, as the change presumes it. */
    readonly from_stock: number;
    readonly is_content_changed: boolean;
}

/** What takes a store from what is loaded to what a file says. */
export interface CatalogPlan {
    readonly additions: readonly WantedProduct[];
    readonly changes: readonly ProductChange[];
    /** Ids of products that are no longer sold. */
    readonly removals: readonly string[];
    /** Products that are not in the file, but were left, because a bad row may be about them. */
    readonly withheldRemovals: number;
    readonly documentsToWrite: readonly { readonly id: string; readonly document: ProductDocument }[];
    /** Keys of objects. */
    readonly documentsToDelete: readonly string[];
    readonly unchanged: number;
    /** What it does to the products that can be bought. */
    readonly sale: SaleChange;
}

export interface PlanInput {
    readonly wanted: readonly Product[];
    /** Ids whose rows were bad: what is loaded under them stays. */
    readonly rejectedIds: ReadonlySet<string>;
    readonly hasNamelessRejects: boolean;
    readonly loaded: ReadonlyMap<string, LoadedProduct>;
    /** Keys of all objects among the products' documents. */
    readonly documentKeys: ReadonlySet<string>;
}

/** Compares a file with what is loaded. */
export function planSync(input: PlanInput): CatalogPlan {
    const { wanted, rejectedIds, hasNamelessRejects, loaded } = input;
    const steps = wanted.map((product) => stepFor(product, loaded.get(product.id), input.documentKeys));
    const ids = new Set(wanted.map(({ id }) => id));
    const missing = [...loaded.values()].filter(({ id, content_hash }) => !ids.has(id) && content_hash !== REMOVED);
    const isLeft = ({ id }: LoadedProduct) => hasNamelessRejects || rejectedIds.has(id);
    const left = missing.filter(isLeft);
    const documentsToWrite = steps.flatMap(({ document }) => document ?? []);
    const documented = [...steps.filter(({ isDocumented }) => isDocumented), ...left].map(({ id }) => id);
    const keysToKeep = new Set(documented.map(documentKeys).flatMap(({ text, metadata }) => [text, metadata]));
    return {
        additions: steps.flatMap(({ addition }) => addition ?? []),
        changes: steps.flatMap(({ change }) => change ?? []),
        removals: missing.filter((product) => !isLeft(product)).map(({ id }) => id),
        withheldRemovals: left.length,
        documentsToWrite,
        documentsToDelete: [...input.documentKeys].filter((key) => !keysToKeep.has(key)),
        unchanged: steps.filter(({ addition, change }) => addition === undefined && change === undefined).length,
        sale: saleChange(input, left),
    };
}

function saleChange({ wanted, loaded }: PlanInput, left: readonly LoadedProduct[]): SaleChange {
    const isOnSale = ({ document_hash }: LoadedProduct) => document_hash !== null;
    const before = [...loaded.values()].filter(isOnSale);
    const after = new Set(
        [...wanted.filter(({ status }) => status === ProductStatus.Active), ...left.filter(isOnSale)].map(
            ({ id }) => id,
        ),
    );
    return {
        before: before.length,
        after: after.size,
        withdrawn: before.map(({ id }) => id).filter((id) => !after.has(id)),
    };
}

export function changesDocuments({ documentsToWrite, documentsToDelete }: CatalogPlan): boolean {
    return documentsToWrite.length > 0 || documentsToDelete.length > 0;
}

export function isEmpty(plan: CatalogPlan): boolean {
    const { additions, changes, removals } = plan;
    return additions.length === 0 && changes.length === 0 && removals.length === 0 && !changesDocuments(plan);
}

/** The stock after a new delivery: what was sold since the last file stays sold. */
export function stockAfter(stock: number, fromStock: number, toStock: number): number {
    return Math.max(0, stock + toStock - fromStock);
}

interface Step {
    readonly id: string;
    readonly addition?: WantedProduct;
    readonly change?: ProductChange;
    readonly document?: { readonly id: string; readonly document: ProductDocument };
    readonly isDocumented: boolean;
}

function stepFor(product: Product, loaded: LoadedProduct | undefined, keys: ReadonlySet<string>): Step {
    const { id, stock, ...content } = product;
    const content_hash = hashOf(content);
    const stockNow = loaded === undefined ? stock : stockAfter(loaded.stock, loaded.catalog_stock, stock);
    const document = product.status === ProductStatus.Active ? productDocument(product, stockNow > 0) : undefined;
    const document_hash = document === undefined ? null : documentHash(document);
    const { text, metadata } = documentKeys(id);
    const isWritten = loaded?.document_hash === document_hash && keys.has(text) && keys.has(metadata);
    const common = {
        id,
        isDocumented: document !== undefined,
        ...(document !== undefined && !isWritten && { document: { id, document } }),
    };
    const wanted = { product, content_hash, document_hash };
    if (loaded === undefined) return { ...common, addition: wanted };
    const is_content_changed = loaded.content_hash !== content_hash;
    const isChanged =
        is_content_changed || loaded.document_hash !== document_hash || loaded.catalog_stock !== product.stock;
    return isChanged
        ? { ...common, change: { ...wanted, is_content_changed, from_stock: loaded.catalog_stock } }
        : common;
}
