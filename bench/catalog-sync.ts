import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { PutItemCommand } from "@aws-sdk/client-dynamodb";
import { PutObjectCommand } from "@aws-sdk/client-s3";
import { marshall } from "@aws-sdk/util-dynamodb";
import { documentHash, documentKeys, metadataFile, productDocument } from "../functions/shop/catalog/document";
import { hashOf } from "../functions/shop/catalog/hash";
import { type Product, ProductStatus } from "../functions/shop/catalog/product";
import type { AwsConnection } from "../local/clients";
import { startEmulator } from "../local/emulator";
import { catalogue } from "../local/shop/catalogue";
import { type CatalogWorld, catalogWorld } from "../test/local/shop/sync-support";
import { machine, summary } from "./support";

/**
 * The sync of a catalogue against one put after another: item, document, metadata, each waited for, and then the same ingestion
 * job. Both sides run in turn, each time into a shop of its own, after a warm-up; medians are shown.
 *
 *     node -r ./bin/register.cjs bench/catalog-sync.ts [latency in ms, default 0] [rounds, default 3]
 *
 * The emulator is one thread on the same machine: it answers at once, and no faster for being asked many things at a time. So
 * without latency the comparison shows mostly what requests are saved; with the latency of a network, what isn't waited for.
 */
const latencyMs = Number(process.argv[2] ?? 0);
const rounds = Number(process.argv[3] ?? 3);
const wanted = 10;
const warmUpRows = 100;
const sampleOfChanges = 25;

/** Seconds of one round, and the writing requests of each of its parts. */
const parts = [
    "one put after another",
    "first sync",
    "sync, nothing changed",
    `sync, ${sampleOfChanges} prices changed`,
];

async function main(): Promise<void> {
    const rows = catalogue();
    console.log(`${rows.length} products, ${latencyMs} ms added to each request, ${rounds} rounds. ${machine()}`);
    const directory = mkdtempSync(join(tmpdir(), "lakefront-bench-"));
    const emulator = await startEmulator({ directory });
    try {
        await round(emulator.connection, "warm-up", rows.slice(0, warmUpRows));
        const all: Measured[][] = [];
        for (let turn = 1; turn <= rounds; turn += 1) all.push(await round(emulator.connection, `round-${turn}`, rows));
        const medians = parts.map((name, part) =>
            summary(
                name,
                all.map((measured) => measured[part]?.milliseconds ?? Number.NaN),
            ),
        );
        const slow = medians[0]?.median ?? Number.NaN;
        medians.forEach(({ name, median, least, most }, part) => {
            const seconds = [median, least, most].map((time) => (time / 1_000).toFixed(2).padStart(8)).join("");
            const writes = String(all[0]?.[part]?.writes).padStart(6);
            const faster = part === 0 ? "" : `  ${(slow / median).toFixed(1)}× as fast (wanted: ${wanted}×)`;
            console.log(`${name.padEnd(28)}${seconds} s (median, least, most) ${writes} writing requests${faster}`);
        });
    } finally {
        await emulator.stop();
        rmSync(directory, { recursive: true, force: true });
    }
}

interface Measured {
    readonly milliseconds: number;
    readonly writes: number;
}

/** @throws Error if both ways don't end in the same shop: then one of them did less. */
async function round(connection: AwsConnection, name: string, rows: readonly Product[]): Promise<Measured[]> {
    const slow = await worldOf(connection, `${name}-slow`);
    const world = await worldOf(connection, name);
    const oneByOne = await measured(slow, () => oneAfterAnother(slow, rows));
    await world.upload(rows);
    const first = await measured(world, () => world.sync());
    if ((await shopOf(slow)) !== (await shopOf(world))) throw new Error("The two ways end in different shops.");
    const unchanged = await measured(world, () => world.sync());
    await world.upload(rows.map((row, index) => (index < sampleOfChanges ? { ...row, price_minor: 1 } : row)));
    return [oneByOne, first, unchanged, await measured(world, () => world.sync())];
}

/** What is in a shop, as text: its products with their stock, and the keys of its documents. */
async function shopOf({ dependencies: { products, bucket } }: CatalogWorld): Promise<string> {
    const loaded = [...(await products.load()).values()].map(({ id, stock }) => `${id} ${stock}`);
    return [...loaded.sort(), ...[...(await bucket.documentKeys())].sort()].join("\n");
}

async function worldOf(connection: AwsConnection, name: string): Promise<CatalogWorld> {
    const world = await catalogWorld(connection, name);
    if (latencyMs > 0)
        for (const { middlewareStack } of [world.dynamodb, world.s3, world.agent] as CatalogWorld["dynamodb"][])
            middlewareStack.add(
                (next) => async (args) => {
                    await sleep(latencyMs);
                    return next(args);
                },
                { step: "finalizeRequest", name: "latency" },
            );
    return world;
}

async function oneAfterAnother({ dynamodb, s3, table, bucket, dependencies }: CatalogWorld, rows: readonly Product[]) {
    for (const product of rows) {
        const { stock, ...content } = product;
        const document = product.status === ProductStatus.Active ? productDocument(product, stock > 0) : undefined;
        const document_hash = document === undefined ? null : documentHash(document);
        const facts = { content_hash: hashOf(content), document_hash, catalog_stock: stock };
        await dynamodb.send(new PutItemCommand({ TableName: table, Item: marshall({ ...product, ...facts }) }));
        if (document === undefined) continue;
        const keys = documentKeys(product.id);
        await s3.send(new PutObjectCommand({ Bucket: bucket, Key: keys.text, Body: document.text }));
        await s3.send(new PutObjectCommand({ Bucket: bucket, Key: keys.metadata, Body: metadataFile(document) }));
    }
    const { knowledge } = dependencies;
    await knowledge?.ingestion.run(knowledge.productDataSourceId, new AbortController().signal);
}

async function measured(world: CatalogWorld, work: () => Promise<unknown>): Promise<Measured> {
    world.writes.length = 0;
    const start = performance.now();
    await work();
    return { milliseconds: performance.now() - start, writes: world.writes.length };
}

main().catch((error: unknown) => {
    console.error(error);
    process.exitCode = 1;
});
