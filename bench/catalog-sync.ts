import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { PutItemCommand } from "@aws-sdk/client-dynamodb";
import { PutObjectCommand } from "@aws-sdk/client-s3";
import { marshall } from "@aws-sdk/util-dynamodb";
import { documentHash, documentKeys, metadataFile, productDocument } from "../functions/shop/catalog/document";
import { hashOf } from "../functions/shop/catalog/hash";
import type { Product } from "../functions/shop/catalog/product";
import { startEmulator } from "../local/emulator";
import { catalogue } from "../local/shop/catalogue";
import { type CatalogWorld, catalogWorld } from "../test/local/shop/sync-support";
import { machine } from "./support";

/**
 * The sync of a catalogue against one put after another: item, document, metadata, each waited for, and then the same ingestion
 * job.
 *
 *     node -r ./bin/register.cjs bench/catalog-sync.ts [latency in ms]
 *
 * The emulator is one thread on the same machine: it answers at once, and no faster for being asked many things at a time. So
 * without latency the comparison shows mostly what requests are saved; with the latency of a network, what isn't waited for.
 */
const latencyMs = Number(process.argv[2] ?? 0);
const wanted = 10;
const unchangedRuns = 3;
const sampleOfChanges = 25;

async function main(): Promise<void> {
    const rows = catalogue();
    console.log(`${rows.length} products, ${latencyMs} ms added to each request. ${machine()}`);
    const directory = mkdtempSync(join(tmpdir(), "lakefront-bench-"));
    const emulator = await startEmulator({ directory });
    try {
        const slow = await worldOf("one-by-one");
        const oneByOne = await timed(() => oneAfterAnother(slow, rows));
        console.log(line("one put after another", oneByOne, slow));

        const world = await worldOf("sync");
        await world.upload(rows);
        const first = await timed(() => world.sync());
        console.log(line("first sync", first, world), ratio(oneByOne, first));

        for (let run = 0; run < unchangedRuns; run += 1) {
            world.writes.length = 0;
            console.log(line("sync, nothing changed", await timed(() => world.sync()), world));
        }
        await world.upload(rows.map((row, index) => (index < sampleOfChanges ? { ...row, price_minor: 1 } : row)));
        const changed = await timed(() => world.sync());
        console.log(line(`sync, ${sampleOfChanges} prices changed`, changed, world), ratio(oneByOne, changed));
    } finally {
        await emulator.stop();
        rmSync(directory, { recursive: true, force: true });
    }

    async function worldOf(name: string): Promise<CatalogWorld> {
        const world = await catalogWorld(emulator.connection, name);
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
}

async function oneAfterAnother({ dynamodb, s3, table, bucket, dependencies }: CatalogWorld, rows: readonly Product[]) {
    for (const product of rows) {
        const { stock, ...content } = product;
        const document = productDocument(product, stock > 0);
        const keys = documentKeys(product.id);
        const facts = { content_hash: hashOf(content), document_hash: documentHash(document), catalog_stock: stock };
        await dynamodb.send(new PutItemCommand({ TableName: table, Item: marshall({ ...product, ...facts }) }));
        await s3.send(new PutObjectCommand({ Bucket: bucket, Key: keys.text, Body: document.text }));
        await s3.send(new PutObjectCommand({ Bucket: bucket, Key: keys.metadata, Body: metadataFile(document) }));
    }
    const { knowledge } = dependencies;
    await knowledge?.ingestion.run(knowledge.productDataSourceId, new AbortController().signal);
}

async function timed(work: () => Promise<unknown>): Promise<number> {
    const start = performance.now();
    await work();
    return performance.now() - start;
}

function line(name: string, milliseconds: number, { writes }: CatalogWorld): string {
    return `${name.padEnd(28)}${(milliseconds / 1_000).toFixed(2).padStart(8)} s ${String(writes.length).padStart(6)} writing requests`;
}

function ratio(slow: number, fast: number): string {
    return ` ${(slow / fast).toFixed(1)}× as fast (wanted: ${wanted}×)`;
}

void main();
