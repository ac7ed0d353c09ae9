import { setTimeout as sleep } from "node:timers/promises";
import { GetObjectCommand, ListObjectsV2Command, PutObjectCommand } from "@aws-sdk/client-s3";
import { GetQueueAttributesCommand, GetQueueUrlCommand, SetQueueAttributesCommand } from "@aws-sdk/client-sqs";
import { expect } from "chai";
import type { Product } from "../../../../functions/shop/catalog/product";
import { s3, sqs } from "../../../../local/clients";
import { sampleLines } from "../../../../local/shop/catalogue/write-samples";
import { until } from "../../emulator/support";
import type { ShopWorld } from "./world";

const CHANGED = "awkward-inches";
const BURST = 5;
const WAIT_MS = 60_000;

/** What is uploaded while the shop is open. */
export function loadsUploads(opened: () => ShopWorld): void {
    describe("a catalogue that is uploaded to the open shop", () => {
        let token: string;
        let sample: readonly Product[];
        before(async () => {
            token = await opened().tokenOf("walter");
            sample = sampleLines()
                .trimEnd()
                .split("\n")
                .map((line): Product => JSON.parse(line));
        });

        const lines = (price_minor: number) =>
            sample.map((product) => JSON.stringify(product.id === CHANGED ? { ...product, price_minor } : product));
        const put = (key: string, body: string) =>
            s3(opened().connection).send(
                new PutObjectCommand({ Bucket: opened().outputs.catalogBucket, Key: key, Body: body }),
            );
        const price = async () =>
            (await opened().api(token, "GET", `/products/${CHANGED}`)).body.price.amount_minor as number;
        const syncs = async () => {
            await opened().delivered();
            return opened().ask(
                "SELECT status, error_code, changed_count, rejected_count, source_key FROM catalog_syncs WHERE trigger = 'upload' ORDER BY started_ts",
            );
        };

        it("is loaded: the product shows its new price, and the lake tells of it", async () => {
            await put("catalog/spring.jsonl", lines(11_111).join("\n"));
            await until("the new price is shown", async () => (await price()) === 11_111, WAIT_MS);
            await until("the lake knows", async () => (await syncs()).length === 1, WAIT_MS);
            expect(await syncs()).to.deep.equal([
                {
                    status: "succeeded",
                    error_code: null,
                    changed_count: 1,
                    rejected_count: 0,
                    source_key: "catalog/spring.jsonl",
                },
            ]);
        });

        const bursts: readonly [string, (upload: number) => string, number][] = [
            ["of one file, uploaded again and again", () => "burst", 20_000],
            ["of several files, whatever they are called", (upload) => `burst-${BURST - upload}`, 30_000],
        ];
        for (const [what, nameOf, base] of bursts)
            it(`ends in what the last one says, in a burst ${what}`, async () => {
                for (let upload = 1; upload <= BURST; upload += 1) {
                    await put(`catalog/${nameOf(upload)}.jsonl`, lines(base + upload).join("\n"));
                    // S3 tells uploads of different names apart by the second.
                    if (nameOf(upload) !== nameOf(upload + 1)) await sleep(1_100);
                }
                await until("the last price is shown", async () => (await price()) === base + BURST, WAIT_MS);
                await until("the queue is empty", async () => (await waiting("uploads")) === 0, WAIT_MS);
                expect(await price()).to.equal(base + BURST);
                expect((await syncs()).filter(({ status }) => status === "failed")).to.deep.equal([]);
            });

        it("changes nothing if one row is wrong, says which, and is put aside for people to see", async () => {
            const before = await price();
            await shortenRetries();
            const broken = lines(33_333);
            broken[3] = JSON.stringify({ ...sample[3], price_minor: "cheap" });
            await put("catalog/broken.jsonl", broken.join("\n"));
            await until("it is put aside", async () => (await waiting("uploads-failed")) === 1, WAIT_MS);
            expect(await price()).to.equal(before);
            const [failed] = (await syncs()).filter(({ status }) => status === "failed");
            expect(failed).to.deep.include({
                error_code: "rejected_rows",
                rejected_count: 1,
                source_key: "catalog/broken.jsonl",
            });
            expect((await newestReport()).rejected).to.deep.equal([
                { line: 4, row: 4, field: "price_minor", reason: "must be of type number" },
            ]);
        });

        it("loads the next one all the same", async () => {
            await put("catalog/repaired.jsonl", lines(12_345).join("\n"));
            await until("the repaired price is shown", async () => (await price()) === 12_345, WAIT_MS);
        });

        const queueUrl = async (suffix: string) =>
            (
                await sqs(opened().connection).send(
                    new GetQueueUrlCommand({ QueueName: `${opened().outputs.catalogSyncFunction}-${suffix}` }),
                )
            ).QueueUrl;
        /** Messages in a queue, those that a function has in hand included. */
        async function waiting(suffix: string): Promise<number> {
            const { Attributes = {} } = await sqs(opened().connection).send(
                new GetQueueAttributesCommand({ QueueUrl: await queueUrl(suffix), AttributeNames: ["All"] }),
            );
            return (
                Number(Attributes.ApproximateNumberOfMessages) +
                Number(Attributes.ApproximateNumberOfMessagesNotVisible)
            );
        }
        /** The queue waits for 90 minutes before it brings a message again; no test does. */
        async function shortenRetries(): Promise<void> {
            await sqs(opened().connection).send(
                new SetQueueAttributesCommand({
                    QueueUrl: await queueUrl("uploads"),
                    Attributes: { VisibilityTimeout: "1" },
                }),
            );
        }
        async function newestReport() {
            const client = s3(opened().connection);
            const Bucket = opened().outputs.catalogBucket;
            const { Contents = [] } = await client.send(new ListObjectsV2Command({ Bucket, Prefix: "reports/" }));
            const { Body } = await client.send(new GetObjectCommand({ Bucket, Key: Contents[0]?.Key }));
            return JSON.parse((await Body?.transformToString()) ?? "{}");
        }
    });
}
