import { PutObjectCommand } from "@aws-sdk/client-s3";
import { expect } from "chai";
import { ProductStatus } from "../../../functions/shop/catalog/product";
import { SyncFailure } from "../../../functions/shop/catalog/sync";
import { type Emulator, startEmulator } from "../../../local/emulator";
import { temporaryDirectory } from "../emulator/support";
import {
    aProduct,
    beginWaiting,
    type CatalogWorld,
    catalogWorld,
    failureOf,
    item,
    object,
    products,
    sell,
    type Waiting,
} from "./sync-support";

const LOADED = 60;

describe("a catalogue file that takes too much from sale, against the emulator", () => {
    const directory = temporaryDirectory();
    let emulator: Emulator;
    let worlds = 0;

    before(async () => {
        emulator = await startEmulator({ directory: directory.path });
    });
    after(async () => {
        await emulator?.stop();
        directory.remove();
    });

    async function loadedWorld(rows: readonly unknown[] = products(LOADED)): Promise<CatalogWorld> {
        worlds += 1;
        const world = await catalogWorld(emulator.connection, `removals-${worlds}`);
        await world.upload(rows);
        await world.sync();
        return world;
    }

    /** All that a sync may change: products, documents, and its own state. */
    async function contents(world: CatalogWorld): Promise<unknown> {
        const loaded = await world.dependencies.products.load();
        return {
            products: [...loaded.values()].toSorted((a, b) => (a.id < b.id ? -1 : 1)),
            documents: [...(await world.dependencies.bucket.documentKeys())].toSorted(),
            state: await item(world, "#sync"),
        };
    }

    it("is refused as a whole, and leaves products, documents, stock and state as they were", async () => {
        const world = await loadedWorld();
        const before = await contents(world);
        const cut = products(20).map((product) => ({ ...product, stock: product.stock + 5, price_minor: 1 }));
        await world.upload([...cut, aProduct("new")]);
        const failure = await failureOf(world.sync());
        expect(failure.code).to.equal(SyncFailure.TooManyRemovals);
        expect(await contents(world)).to.deep.equal(before);
        expect(world.writes).to.deep.equal(["PutObject"]);
    });

    it("is told of with how many of how many, the first of them, all of them, and how to allow it", async () => {
        const world = await loadedWorld();
        await world.upload(products(20));
        const { message, report } = await failureOf(world.sync());
        const gone = products(LOADED)
            .slice(20)
            .map(({ id }) => id);
        expect(message)
            .to.match(/^40 of 60 products would be taken from sale, and nothing was changed: at most 20 % may be\./)
            .and.to.include(`All of them: ${report?.report_key}.`)
            .and.to.include('"allow_removals": true');
        expect(message.match(/p-\d{4}/g))
            .to.have.length(5)
            .and.satisfy((named: string[]) => named.every((id) => gone.includes(id)));
        expect(report).to.include({ rows: 20, removed: 0, removals_refused: 40, allow_removals: false });
        expect(report?.refused_ids).to.have.members(gone);
        const kept = JSON.parse((await object(world, report?.report_key ?? "")) ?? "");
        expect(kept.refused_ids).to.have.members(gone);
        expect(kept).to.deep.include({ rows: 20, rejected: [] });
    });

    it("is refused however far it was cut off, until so few are missing that they may be meant", async () => {
        const world = await loadedWorld(products(30));
        for (const kept of [1, 10, 23]) {
            await world.upload(products(kept));
            expect((await failureOf(world.sync())).code, `${kept} rows`).to.equal(SyncFailure.TooManyRemovals);
        }
        await world.upload(products(24));
        expect(await world.sync()).to.include({ removed: 6, removals_refused: 0 });
    });

    it("is refused as well if it says that they are discontinued", async () => {
        const world = await loadedWorld();
        await world.upload(products(LOADED).map((row, n) => (n < 13 ? { ...row, status: "discontinued" } : row)));
        expect((await failureOf(world.sync())).report).to.include({ removals_refused: 13, changed: 0 });
    });

    it("doesn't count what was no longer on sale", async () => {
        const sold = products(30);
        const past = products(60)
            .slice(30)
            .map((row) => ({ ...row, status: ProductStatus.Discontinued }));
        const world = await loadedWorld([...sold, ...past]);
        await world.upload(sold);
        expect(await world.sync()).to.include({ removed: 30, removals_refused: 0 });
    });

    it("is loaded when whoever starts the sync allows it", async () => {
        const world = await loadedWorld();
        await world.upload(products(20));
        expect(await world.sync({ allow_removals: true })).to.include({
            removed: 40,
            documents_deleted: 40,
            allow_removals: true,
        });
        expect(await item(world, "p-0030")).to.include({ status: "discontinued" });
    });

    for (const [what, rows] of [
        ["a blank line alone", ["", ""]],
        ["an empty array", ["[]"]],
    ] as const)
        it(`is refused with ${what}, in a shop that sells nothing too, and empties one only when that is allowed`, async () => {
            const world = await loadedWorld(products(2));
            await world.upload(rows);
            const failure = await failureOf(world.sync({ removalThreshold: 1 }));
            expect(failure.code).to.equal(SyncFailure.EmptyFile);
            expect(failure.message).to.include("nothing was changed").and.to.include('"allow_removals": true');
            expect(world.writes).to.deep.equal([]);
            expect(await world.sync({ allow_removals: true })).to.include({ rows: 0, removed: 2 });
            expect((await failureOf(world.sync())).code).to.equal(SyncFailure.EmptyFile);
        });

    it("leaves a later delivery its own: stock is counted from the last file that was loaded", async () => {
        const rows = (stock: number) => products(LOADED).map((product) => ({ ...product, stock }));
        const world = await loadedWorld(rows(10));
        await sell(world, "p-0003", 4);
        await world.upload(rows(25).slice(0, 20));
        await failureOf(world.sync());
        expect(await item(world, "p-0003")).to.include({ stock: 6, catalog_stock: 10 });
        await world.upload(rows(30));
        expect(await world.sync()).to.include({ changed: LOADED, stock_adjusted: LOADED });
        expect(await item(world, "p-0003")).to.include({ stock: 26, catalog_stock: 30 });
    });

    it("keeps its bad rows in the report beside the removals", async () => {
        const world = await loadedWorld();
        await world.upload([...products(20), { ...aProduct("p-0040"), price_minor: -1 }]);
        const { code, report } = await failureOf(world.sync({ rejectThreshold: 0.1 }));
        expect(code).to.equal(SyncFailure.TooManyRemovals);
        expect(report).to.include({ removals_refused: 39, rejected_rows: 1 });
        const kept = JSON.parse((await object(world, report?.report_key ?? "")) ?? "");
        expect(kept.refused_ids).to.have.length(39).and.not.include("p-0040");
        expect(kept.rejected).to.have.length(1);
    });

    it("is refused by each of two syncs at once", async () => {
        const world = await loadedWorld();
        const before = await contents(world);
        await world.upload(products(20));
        const failures = await Promise.all([failureOf(world.sync()), failureOf(world.sync())]);
        expect(failures.map(({ code }) => code)).to.deep.equal([
            SyncFailure.TooManyRemovals,
            SyncFailure.TooManyRemovals,
        ]);
        expect(await contents(world)).to.deep.equal(before);
    });

    it("is judged after another sync that takes the same from sale, beside which it has nothing left to do", async () => {
        const world = await loadedWorld();
        await world.upload(products(20));
        const { products: table } = world.dependencies;
        let second: Waiting | undefined;
        await world.sync({
            allow_removals: true,
            products: {
                ...table,
                discontinue: async (ids, signal) => {
                    await table.discontinue(ids.slice(0, 5), signal);
                    second = await beginWaiting(world);
                    await table.discontinue(ids.slice(5), signal);
                },
            },
        });
        expect(await second?.report).to.include({ removed: 0, unchanged: 20, removals_refused: 0 });
    });

    it("is judged after another sync that puts on sale what it lacks", async () => {
        const world = await loadedWorld(products(20));
        await world.upload(products(LOADED));
        const { products: table } = world.dependencies;
        let second: Waiting | undefined;
        await world.sync({
            products: {
                ...table,
                add: async (additions, signal) => {
                    await world.upload([...products(20), aProduct("new")]);
                    second = await beginWaiting(world);
                    await table.add(additions, signal);
                },
            },
        });
        if (second === undefined) throw new Error("the first sync added nothing");
        expect((await failureOf(second.report)).report).to.include({ removals_refused: 40, added: 0 });
    });

    it("is judged by what is left on sale after a sync that was cut off, and completed when it is allowed", async () => {
        const world = await loadedWorld();
        await world.upload(products(20));
        const { products: table } = world.dependencies;
        const cut = await failureOf(
            world.sync({
                allow_removals: true,
                products: {
                    ...table,
                    discontinue: async (ids, signal) => {
                        await table.discontinue(ids.slice(0, 10), signal);
                        throw new Error("cut off");
                    },
                },
            }),
        );
        expect(cut.code).to.equal(SyncFailure.Internal);
        const before = await contents(world);
        expect((await failureOf(world.sync())).report).to.include({ removals_refused: 30 });
        expect(await contents(world)).to.deep.equal(before);
        expect(await world.sync({ allow_removals: true })).to.include({ removed: 30, documents_deleted: 40 });
        expect((await world.sync()).ingestion).to.equal(null);
    });

    it("is completed without a word once nothing is left to take from sale", async () => {
        const world = await loadedWorld();
        await world.upload(products(20));
        const { bucket } = world.dependencies;
        await failureOf(
            world.sync({
                allow_removals: true,
                bucket: { ...bucket, delete: () => Promise.reject(new Error("cut off")) },
            }),
        );
        expect(await world.sync()).to.include({ removed: 0, documents_deleted: 40 });
    });

    it("says nothing of documents that no product has", async () => {
        const world = await loadedWorld(products(3));
        await Promise.all(
            Array.from({ length: 20 }, (_, n) =>
                world.s3.send(
                    new PutObjectCommand({
                        Bucket: world.bucket,
                        Key: `documents/products/stranger-${n}.txt`,
                        Body: "buy this",
                    }),
                ),
            ),
        );
        expect(await world.sync()).to.include({ documents_deleted: 20, removed: 0 });
    });
});
