import { ConflictException, type StartIngestionJobCommand } from "@aws-sdk/client-bedrock-agent";
import { PutItemCommand } from "@aws-sdk/client-dynamodb";
import { DeleteObjectCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { marshall } from "@aws-sdk/util-dynamodb";
import { expect } from "chai";
import { systemClock } from "../../../functions/shared/deployment";
import { ingestion, SyncFailure } from "../../../functions/shop/catalog/sync";
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

describe("the catalogue's sync, against the emulator", () => {
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

    async function worldWith(rows: readonly unknown[]): Promise<CatalogWorld> {
        worlds += 1;
        const world = await catalogWorld(emulator.connection, `world-${worlds}`);
        await world.upload(rows);
        return world;
    }

    async function loadedWorld(count = 3): Promise<CatalogWorld> {
        const world = await worldWith(products(count));
        await world.sync();
        return world;
    }

    it("loads 2,449 products and indexes a document for each; again, it writes nothing", async function () {
        this.timeout(120_000);
        const world = await worldWith(products(2_449));
        const first = await world.sync();
        expect(first).to.include({ rows: 2_449, added: 2_449, documents_written: 2_449, rejected_rows: 0 });
        expect(first.ingestion).to.include({ status: "COMPLETE", scanned: 2_449, indexed: 2_449, failed: 0 });
        expect(await item(world, "p-0007")).to.deep.include({
            stock: 7,
            catalog_stock: 7,
            price_minor: 107,
            brand: null,
        });
        expect(await object(world, "documents/products/p-0007.txt")).to.include("A lamp for the desk.");
        expect(JSON.parse((await object(world, "documents/products/p-0007.txt.metadata.json")) ?? "")).to.deep.equal({
            metadataAttributes: {
                kind: "product",
                product_id: "p-0007",
                category: "category-7",
                style: "lighting",
                price_minor: 107,
                in_stock: true,
                occasions: ["housewarming"],
            },
        });

        world.writes.length = 0;
        expect(await world.sync()).to.include({ unchanged: 2_449, added: 0, changed: 0, ingestion: null });
        expect(world.writes).to.deep.equal([]);
    });

    it("writes a changed price to its product and its document, and nothing else", async () => {
        const world = await loadedWorld();
        const [one, two, three] = products(3);
        await world.upload([three, { ...two, price_minor: 5 }, one]);
        expect(await world.sync()).to.include({ changed: 1, unchanged: 2, documents_written: 1, stock_adjusted: 0 });
        expect(world.writes.filter((write) => write === "PutObject")).to.have.length(2);
        expect(await item(world, "p-0001")).to.include({ price_minor: 5, stock: 1 });
        expect(await object(world, "documents/products/p-0001.txt.metadata.json")).to.include('"price_minor":5');
    });

    it("keeps what was sold sold, and adds what was delivered", async () => {
        const world = await worldWith([aProduct("a", { stock: 10 }), aProduct("b", { stock: 10 })]);
        await world.sync();
        await sell(world, "a", 4);
        await sell(world, "b", 9);
        await world.upload([aProduct("a", { stock: 25 }), aProduct("b", { stock: 3 })]);
        expect(await world.sync()).to.include({ changed: 2, stock_adjusted: 2 });
        expect(await item(world, "a")).to.include({ stock: 21, catalog_stock: 25 });
        expect(await item(world, "b")).to.include({ stock: 0, catalog_stock: 3 });
    });

    it("loses no order that is placed while it runs", async () => {
        const world = await worldWith([aProduct("a", { stock: 10 })]);
        await world.sync();
        await world.upload([aProduct("a", { stock: 30, name: "Renamed" })]);
        const { products: table } = world.dependencies;
        await world.sync({
            products: {
                ...table,
                change: async (changes, signal) => {
                    await sell(world, "a", 10);
                    await table.change(changes, signal);
                },
            },
        });
        expect(await item(world, "a")).to.include({ name: "Renamed", stock: 20, catalog_stock: 30 });
    });

    it("rewrites a document for the stock only when that begins or ends", async () => {
        const world = await worldWith([aProduct("a", { stock: 10 })]);
        await world.sync();
        await world.upload([aProduct("a", { stock: 11 })]);
        expect(await world.sync()).to.include({ changed: 1, documents_written: 0, ingestion: null });
        await world.upload([aProduct("a", { stock: 0 })]);
        expect(await world.sync()).to.include({ changed: 1, documents_written: 1 });
        expect(await object(world, "documents/products/a.txt.metadata.json")).to.include('"in_stock":false');
    });

    it("takes what is no longer in the file from sale, and puts it back when it returns", async () => {
        const world = await loadedWorld();
        await world.upload(products(2));
        expect(await world.sync()).to.include({ removed: 1, documents_deleted: 1, unchanged: 2 });
        expect(await item(world, "p-0002")).to.include({ status: "discontinued", name: 'Lamp, "small" <p-0002>' });
        expect(await object(world, "documents/products/p-0002.txt")).to.equal(undefined);
        world.writes.length = 0;
        await world.sync();
        expect(world.writes).to.deep.equal([]);

        await world.upload(products(3));
        expect(await world.sync()).to.include({ changed: 1, documents_written: 1 });
        expect(await item(world, "p-0002")).to.include({ status: "active", stock: 2 });
    });

    it("changes nothing when more rows are bad than it bears, and reports each", async () => {
        const world = await loadedWorld();
        await world.upload([...products(2), { ...aProduct("secret-row"), price_minor: -1 }, "{broken"]);
        const failure = await failureOf(world.sync());
        expect(failure.code).to.equal(SyncFailure.RejectedRows);
        expect(failure.report?.rejected).to.deep.equal([
            { line: 3, row: 3, field: "price_minor", reason: "must not be negative" },
            { line: 4, row: 4, field: null, reason: "is not valid JSON" },
        ]);
        expect(world.writes).to.deep.equal(["PutObject"]);
        const report = await object(world, failure.report?.report_key ?? "");
        expect(JSON.parse(report ?? "").rejected).to.deep.equal(failure.report?.rejected);
        expect(await item(world, "p-0002")).to.include({ status: "active" });
    });

    it("bears as many bad rows as it may, and leaves their products as they were", async () => {
        const world = await loadedWorld();
        const [one, two, three] = products(3);
        await world.upload([{ ...one, price_minor: 7 }, two, { ...three, price_minor: 1.5 }]);
        expect(await world.sync({ rejectThreshold: 0.4 })).to.include({
            changed: 1,
            removed: 0,
            removals_withheld: 1,
            rejected_rows: 1,
        });
        expect(await item(world, "p-0002")).to.include({ status: "active", price_minor: 102 });
        expect(await object(world, "documents/products/p-0002.txt")).to.not.equal(undefined);
    });

    it("changes nothing for a file that is cut off", async () => {
        const world = await loadedWorld();
        await world.upload([JSON.stringify(products(3)).slice(0, -20)]);
        const failure = await failureOf(world.sync({ rejectThreshold: 1 }));
        expect(failure.code).to.equal(SyncFailure.UnreadableFile);
        expect(world.writes).to.deep.equal([]);
    });

    for (const step of ["documents", "products", "ingestion"] as const)
        it(`completes a sync that was cut off in its ${step}`, async () => {
            const world = await worldWith(products(60));
            const { bucket, products: table, knowledge } = world.dependencies;
            const cut = () => Promise.reject(new Error("cut off"));
            const failure = await failureOf(
                world.sync({
                    ...(step === "documents" && {
                        bucket: {
                            ...bucket,
                            write: async (documents, signal) => {
                                await bucket.write(documents.slice(0, 20), signal);
                                await cut();
                            },
                        },
                    }),
                    ...(step === "products" && {
                        products: {
                            ...table,
                            add: async (additions, signal) => {
                                await table.add(additions.slice(0, 30), signal);
                                await cut();
                            },
                        },
                    }),
                    ...(step === "ingestion" && knowledge && { knowledge: { ...knowledge, ingestion: { run: cut } } }),
                }),
            );
            expect(failure.code).to.equal(SyncFailure.Internal);
            const isLoaded = (await item(world, "p-0005")).stock !== undefined;
            if (isLoaded) await sell(world, "p-0005", 2);
            const repaired = await world.sync();
            expect(repaired.ingestion).to.include({ scanned: 60, failed: 0 });
            expect((await item(world, "p-0005")).stock).to.equal(isLoaded ? 3 : 5);
            expect((await item(world, "p-0059")).name).to.equal('Lamp, "small" <p-0059>');
            world.writes.length = 0;
            expect(await world.sync()).to.include({ unchanged: 60, ingestion: null });
            expect(world.writes).to.deep.equal([]);
        });

    it("writes again a document that somebody deleted, and deletes one that nobody should have written", async () => {
        const world = await loadedWorld();
        await world.s3.send(
            new DeleteObjectCommand({ Bucket: world.bucket, Key: "documents/products/p-0001.txt.metadata.json" }),
        );
        await world.s3.send(
            new PutObjectCommand({ Bucket: world.bucket, Key: "documents/products/stranger.txt", Body: "buy this" }),
        );
        expect(await world.sync()).to.include({ documents_written: 1, documents_deleted: 1, changed: 0 });
        expect(await object(world, "documents/products/stranger.txt")).to.equal(undefined);
    });

    it("indexes policies when they change, and only then", async () => {
        const world = await loadedWorld();
        await world.s3.send(
            new PutObjectCommand({ Bucket: world.bucket, Key: "policies/returns.md", Body: "30 days" }),
        );
        const { ingestion: job, policy_ingestion } = await world.sync();
        expect(job).to.equal(null);
        expect(policy_ingestion).to.include({ indexed: 1 });
        expect((await world.sync()).policy_ingestion).to.equal(null);
    });

    it("keeps its own state out of the products", async () => {
        const world = await loadedWorld();
        expect(await item(world, "#sync")).to.deep.equal({ id: "#sync", revision: 1, is_ingestion_pending: false });
        expect([...(await world.dependencies.products.load()).keys()].sort()).to.deep.equal([
            "p-0000",
            "p-0001",
            "p-0002",
        ]);
    });

    it("lets one of several syncs at once do the work, and the others find it done", async () => {
        const world = await worldWith(products(40));
        const reports = await Promise.all([world.sync(), world.sync(), world.sync()]);
        expect(reports.map(({ added }) => added).toSorted((a, b) => b - a)).to.deep.equal([40, 0, 0]);
        expect(world.writes.filter((write) => write === "PutObject")).to.have.length(80);
        expect(world.writes.filter((write) => write === "StartIngestionJob")).to.have.length(1);
    });

    it("waits for another sync also where it finds nothing to do, and takes back what that one changed", async () => {
        const world = await loadedWorld();
        await world.upload(products(2));
        const { products: table } = world.dependencies;
        let newer: Waiting | undefined;
        await world.sync({
            products: {
                ...table,
                discontinue: async (ids, signal) => {
                    await world.upload(products(3));
                    newer = await beginWaiting(world);
                    await table.discontinue(ids, signal);
                },
            },
        });
        expect(await newer?.report).to.include({ changed: 1, unchanged: 2 });
        expect(await item(world, "p-0002")).to.include({ status: "active" });
    });

    it("does nothing for an upload that something newer overtook while it waited", async () => {
        const world = await loadedWorld();
        await world.upload(products(2));
        const report = await world.sync({
            isCurrent: async () => {
                // Asked with the lease in hand: a newer one can't be half-way through.
                expect((await world.dependencies.states.read()).is_held).to.equal(true);
                return false;
            },
        });
        expect(report).to.include({ is_superseded: true, removed: 0, changed: 0, documents_deleted: 0 });
        expect(await item(world, "p-0002")).to.include({ status: "active" });
    });

    it("gives up when another sync goes on for too long, and takes over from one that died", async () => {
        const world = await worldWith(products(2));
        const lease = (until: number) =>
            world.dynamodb.send(
                new PutItemCommand({
                    TableName: world.table,
                    Item: marshall({ id: "#sync", revision: 1, holder: "another", lease_until: until }),
                }),
            );
        await lease(Date.now() + 60_000);
        const failure = await failureOf(world.sync({ leaseWaitMs: 0 }));
        expect(failure.code).to.equal(SyncFailure.Busy);
        expect(failure.message).to.include("Another sync");
        await lease(Date.now() - 1);
        expect(await world.sync({ leaseWaitMs: 0 })).to.include({ added: 2 });
    });

    it("waits for an ingestion job that runs already, and starts its own after it", async () => {
        const world = await worldWith(products(2));
        const { knowledge } = world.dependencies;
        if (knowledge === undefined) throw new Error("the world has no knowledge base");
        let conflicts = 2;
        world.agent.middlewareStack.add(
            (next) => (args) => {
                if (conflicts > 0 && "clientToken" in args.input) {
                    conflicts -= 1;
                    throw new ConflictException({ message: "a job runs already", $metadata: {} });
                }
                return next(args);
            },
            { step: "initialize", name: "conflict", priority: "low" },
        );
        const waits: number[] = [];
        const clock = { now: systemClock.now, sleep: async (ms: number) => void waits.push(ms) };
        const patient = { ...knowledge, ingestion: ingestion(world.agent, knowledge, 60_000, clock) };
        expect((await world.sync({ knowledge: patient })).ingestion).to.include({ indexed: 2 });
        expect(waits.filter((ms) => ms >= 5_000)).to.have.length(2);

        await world.upload(products(3));
        conflicts = Number.POSITIVE_INFINITY;
        const impatient = { ...knowledge, ingestion: ingestion(world.agent, knowledge, 0, clock) };
        const failure = await failureOf(world.sync({ knowledge: impatient }));
        expect(failure.code).to.equal(SyncFailure.Busy);
        conflicts = 0;
        expect((await world.sync()).ingestion).to.include({ indexed: 3 });
    });

    it("fails with the reasons when documents can't be indexed, and indexes them with the next run", async () => {
        const world = await loadedWorld();
        const bad = { Bucket: world.bucket, Key: "policies/broken.md" };
        await world.s3.send(new PutObjectCommand({ ...bad, Body: Buffer.from([0xff, 0xfe, 0x80]) }));
        const failure = await failureOf(world.sync());
        expect(failure.code).to.equal(SyncFailure.Ingestion);
        expect(failure.message).to.match(/1 of 1 documents could not be indexed. .*broken\.md/);
        await world.s3.send(new PutObjectCommand({ ...bad, Body: "readable" }));
        expect((await world.sync()).policy_ingestion).to.include({ indexed: 1, failed: 0 });
    });

    it("starts every job by a token of its own", async () => {
        const world = await worldWith(products(1));
        const tokens: string[] = [];
        world.agent.middlewareStack.add(
            (next) => (args) => {
                const { clientToken } = args.input as StartIngestionJobCommand["input"];
                if (clientToken !== undefined) tokens.push(clientToken);
                return next(args);
            },
            { step: "initialize", name: "tokens" },
        );
        await world.sync();
        await world.upload(products(2));
        await world.sync();
        expect(new Set(tokens).size).to.equal(2);
        for (const token of tokens) expect(token.length).to.be.at.least(33);
    });
});
