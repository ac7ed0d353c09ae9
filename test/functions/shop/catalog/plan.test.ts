import { expect } from "chai";
import * as fc from "fast-check";
import { documentKeys, productDocument } from "../../../../functions/shop/catalog/document";
import {
    type CatalogPlan,
    isEmpty,
    type LoadedProduct,
    planSync,
    REMOVED,
    stockAfter,
} from "../../../../functions/shop/catalog/plan";
import { type Product, ProductStatus } from "../../../../functions/shop/catalog/product";
import { productSchema } from "../../../../functions/shop/catalog/schema";
import { aRow } from "./rows";

/** What a plan is carried out on, in place of a table and a bucket. */
class Store {
    readonly items = new Map<string, LoadedProduct & { readonly shown: Omit<Product, "stock"> }>();
    readonly objects = new Map<string, string>();

    plan(
        wanted: readonly Product[],
        rejected: Pick<Parameters<typeof planSync>[0], "rejectedIds" | "hasNamelessRejects"> = nobody,
    ): CatalogPlan {
        return planSync({ wanted, ...rejected, loaded: this.items, documentKeys: new Set(this.objects.keys()) });
    }

    /** Carries out the first `steps` steps, in the order in which the sync does them. */
    apply(plan: CatalogPlan, steps = Number.POSITIVE_INFINITY): void {
        const work = [
            ...plan.documentsToWrite.flatMap(({ id, document }) => [
                () => void this.objects.set(documentKeys(id).metadata, JSON.stringify(document.metadata)),
                () => void this.objects.set(documentKeys(id).text, document.text),
            ]),
            ...plan.additions.map(({ product, content_hash, document_hash }) => () => {
                const { stock, ...shown } = product;
                this.items.set(product.id, {
                    id: product.id,
                    shown,
                    content_hash,
                    document_hash,
                    stock,
                    catalog_stock: stock,
                });
            }),
            ...plan.changes.map(({ product, content_hash, document_hash, from_stock, is_content_changed }) => () => {
                const item = this.items.get(product.id);
                if (item === undefined) throw new Error("a product is changed that isn't there");
                const { stock: catalog_stock, ...content } = product;
                const stock = stockAfter(item.stock, from_stock, catalog_stock);
                const shown = is_content_changed ? content : item.shown;
                this.items.set(product.id, {
                    id: product.id,
                    shown,
                    content_hash,
                    document_hash,
                    stock,
                    catalog_stock,
                });
            }),
            ...plan.removals.map((id) => () => {
                const item = this.items.get(id);
                if (item === undefined) throw new Error("a product is removed that isn't there");
                const shown = { ...item.shown, status: ProductStatus.Discontinued };
                this.items.set(id, { ...item, shown, content_hash: REMOVED, document_hash: null });
            }),
            ...plan.documentsToDelete.map((key) => () => void this.objects.delete(key)),
        ];
        for (const step of work.slice(0, steps)) step();
    }

    sync(wanted: readonly Product[]): void {
        this.apply(this.plan(wanted));
    }

    sell(id: string, quantity: number): number {
        const item = this.items.get(id);
        if (item === undefined || item.stock < quantity) return 0;
        this.items.set(id, { ...item, stock: item.stock - quantity });
        return quantity;
    }
}

const nobody = { rejectedIds: new Set<string>(), hasNamelessRejects: false };

function product(changes: Readonly<Record<string, unknown>> = {}): Product {
    return productSchema.parse(aRow(changes));
}

const anyProduct = fc
    .record({
        id: fc.constantFrom("a", "b", "c", "d", "e", "f"),
        name: fc.constantFrom("Lamp", "Desk", 'Odd, "name"'),
        price_minor: fc.integer({ min: 0, max: 3 }),
        stock: fc.integer({ min: 0, max: 4 }),
        status: fc.constantFrom("active", "discontinued"),
        occasions: fc.subarray(["picnic", "wedding"]),
    })
    .map(product);
const anyFile = fc.uniqueArray(anyProduct, { selector: ({ id }) => id, maxLength: 6 });

function expectToShow(store: Store, wanted: readonly Product[]): void {
    const active = wanted.filter(({ status }) => status === ProductStatus.Active);
    for (const { stock, ...shown } of wanted) {
        expect(store.items.get(shown.id)?.shown).to.deep.equal(shown);
        expect(store.items.get(shown.id)?.catalog_stock).to.equal(stock);
    }
    const ids = new Set(wanted.map(({ id }) => id));
    for (const { id, shown } of store.items.values())
        if (!ids.has(id)) expect(shown.status).to.equal(ProductStatus.Discontinued);
    const documents = active.flatMap((item) => {
        const { text, metadata } = productDocument(item, (store.items.get(item.id)?.stock ?? 0) > 0);
        const keys = documentKeys(item.id);
        return [
            [keys.text, text],
            [keys.metadata, JSON.stringify(metadata)],
        ] as const;
    });
    expect(new Map([...store.objects].toSorted())).to.deep.equal(new Map(documents.toSorted()));
}

describe("the plan of a sync", () => {
    it("always ends in what the file says, after any files before it", () => {
        fc.assert(
            fc.property(fc.array(anyFile, { minLength: 1, maxLength: 5 }), (files) => {
                const store = new Store();
                for (const file of files) {
                    store.sync(file);
                    expectToShow(store, file);
                }
            }),
        );
    });

    it("is empty once it was carried out", () => {
        fc.assert(
            fc.property(anyFile, anyFile, (before, after) => {
                const store = new Store();
                store.sync(before);
                store.sync(after);
                expect(isEmpty(store.plan(after))).to.equal(true);
            }),
        );
    });

    it("is completed by the next one when it was cut off anywhere", () => {
        fc.assert(
            fc.property(anyFile, anyFile, fc.nat({ max: 30 }), (before, after, steps) => {
                const store = new Store();
                store.sync(before);
                store.apply(store.plan(after), steps);
                store.sync(after);
                expectToShow(store, after);
                expect(isEmpty(store.plan(after))).to.equal(true);
            }),
        );
    });

    it("doesn't hang on the order of the rows", () => {
        fc.assert(
            fc.property(anyFile, anyFile, (before, after) => {
                const store = new Store();
                store.sync(before);
                const sorted = (plan: CatalogPlan) =>
                    Object.entries(plan).map(([name, part]) => [
                        name,
                        Array.isArray(part) ? part.map((entry) => JSON.stringify(entry)).toSorted() : part,
                    ]);
                expect(sorted(store.plan(after.toReversed()))).to.deep.equal(sorted(store.plan(after)));
            }),
        );
    });

    it("never brings back what was sold, before it was made or while it is carried out", () => {
        const deliveries = fc.array(
            fc.record({
                delivered: fc.integer({ min: 0, max: 20 }),
                soldBefore: fc.integer({ min: 0, max: 10 }),
                soldMeanwhile: fc.integer({ min: 0, max: 10 }),
            }),
            { maxLength: 8 },
        );
        fc.assert(
            fc.property(deliveries, (rounds) => {
                const store = new Store();
                let delivered = 30;
                let sold = 0;
                store.sync([product({ stock: delivered })]);
                for (const round of rounds) {
                    delivered += round.delivered;
                    sold += store.sell("lamp-1", round.soldBefore);
                    const plan = store.plan([product({ stock: delivered })]);
                    sold += store.sell("lamp-1", round.soldMeanwhile);
                    store.apply(plan);
                    expect(store.items.get("lamp-1")?.stock).to.equal(delivered - sold);
                }
            }),
        );
    });

    it("never takes the stock below 0", () => {
        const store = new Store();
        store.sync([product({ stock: 10 })]);
        store.sell("lamp-1", 9);
        store.sync([product({ stock: 2 })]);
        expect(store.items.get("lamp-1")).to.include({ stock: 0, catalog_stock: 2 });
    });

    it("writes no document for another stock, unless it begins or ends", () => {
        const store = new Store();
        store.sync([product({ stock: 3 })]);
        expect(store.plan([product({ stock: 4 })]).documentsToWrite).to.deep.equal([]);
        expect(store.plan([product({ stock: 0 })]).documentsToWrite).to.have.length(1);
        store.sell("lamp-1", 3);
        expect(store.plan([product({ stock: 3 })]).documentsToWrite[0]?.document.metadata.in_stock).to.equal(false);
    });

    it("tells what becomes of the products on sale, as they are before and afterwards", () => {
        const onSale = ({ items }: Store) =>
            [...items.values()].filter(({ shown }) => shown.status === ProductStatus.Active).map(({ id }) => id);
        const anyRejects = fc.record({
            rejectedIds: fc.subarray(["a", "b", "c"]).map((ids) => new Set(ids)),
            hasNamelessRejects: fc.boolean(),
        });
        fc.assert(
            fc.property(anyFile, anyFile, anyRejects, (first, rows, rejects) => {
                const store = new Store();
                store.sync(first);
                const before = onSale(store);
                const plan = store.plan(
                    rows.filter(({ id }) => !rejects.rejectedIds.has(id)),
                    rejects,
                );
                store.apply(plan);
                const after = onSale(store);
                expect(plan.sale).to.deep.equal({
                    before: before.length,
                    after: after.length,
                    withdrawn: before.filter((id) => !after.includes(id)),
                });
            }),
        );
    });

    it("leaves what a bad row may be about", () => {
        const store = new Store();
        store.sync([product({ id: "a" }), product({ id: "b" }), product({ id: "c" })]);
        const named = store.plan([product({ id: "a" })], { rejectedIds: new Set(["b"]), hasNamelessRejects: false });
        expect(named).to.deep.include({ removals: ["c"], withheldRemovals: 1 });
        expect(named.documentsToDelete).to.have.members(Object.values(documentKeys("c")));
        const nameless = store.plan([product({ id: "a" })], { rejectedIds: new Set(), hasNamelessRejects: true });
        expect(nameless).to.deep.include({ removals: [], withheldRemovals: 2, documentsToDelete: [] });
    });
});
