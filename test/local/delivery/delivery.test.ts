import { gunzipSync } from "node:zlib";
import { expect } from "chai";
import { type DeliveryWorker, startDelivery } from "../../../local/delivery";
import { parseDocuments } from "../../../local/delivery/documents";
import { type Emulator, startEmulator } from "../../../local/emulator";
import { temporaryDirectory } from "../emulator/support";
import { PERMISSIONS, TestLake, type TestRecord } from "./support/lake";

describe("local delivery", function () {
    this.timeout(60_000);
    const directory = temporaryDirectory();
    let emulator: Emulator;
    let lake: TestLake;
    let worker: DeliveryWorker | undefined;
    before(async () => {
        emulator = await startEmulator({ directory: directory.path });
    });
    after(async () => {
        await emulator?.stop();
        directory.remove();
    });
    beforeEach(async () => {
        lake = await TestLake.in(emulator);
    });
    afterEach(async () => {
        await worker?.stop();
        worker = undefined;
        lake.remove();
    });

    async function start(): Promise<DeliveryWorker> {
        worker = await startDelivery({ deploymentFile: lake.deploymentFile, stateDir: lake.stateDir });
        return worker;
    }

    const thing = (id: string, extra: Partial<TestRecord> = {}): TestRecord => ({
        id,
        value: 1,
        at: "2026-01-02T03:04:05.678Z",
        instance: "i-1",
        date: "2026-01-02",
        ...extra,
    });

    const someThings = (name: string) => Array.from({ length: 20 }, (_, index) => thing(`${name}-${index}`));

    it("lands every record as Parquet under its partition, with the table's columns, encrypted with the stream's key", async () => {
        await lake.put([
            thing("a", { tags: ["x", "y"] }),
            thing("b", { instance: "i-2" }),
            thing("c", { do: "two documents" }),
        ]);
        const status = await (await start()).idle();
        expect(status.streams[0]?.totals).to.deep.include({ read: 3, delivered: 3, documents: 4 });
        const rows = await lake.rows();
        const base = { value: 1, at: "2026-01-02 03:04:05.678" };
        const first = "instance_id=i-1/event_date=2026-01-02";
        expect(rows).to.have.deep.members([
            { ...base, id: "a", tags: ["x", "y"], partition: first },
            { ...base, id: "b", tags: null, partition: "instance_id=i-2/event_date=2026-01-02" },
            { ...base, id: "c", tags: null, partition: first },
            { ...base, id: "c", tags: ["second"], partition: first },
        ]);
        const [key = ""] = await lake.keys("data/");
        expect(await lake.encryption(key)).to.deep.equal({ algorithm: "aws:kms", keyArn: lake.keyArn });
    });

    it("keeps the untouched source under the backup prefix", async () => {
        const records = [thing("a"), thing("b", { do: "drop" }), thing("c", { do: "fail" })];
        await lake.put(records);
        await (await start()).idle();
        const [key = ""] = await lake.keys("backup/");
        expect(parseDocuments(gunzipSync(await lake.read(key)).toString())).to.have.deep.members(
            records.map((record) => ({ ...record })),
        );
    });

    it("puts what the function did not bring through under the error prefix, one by one", async () => {
        const ways = ["drop", "fail", "leave out", "twice", "misfit", "no keys"];
        await lake.put([...ways.map((way) => thing(way, { do: way })), thing("good")]);
        const status = await (await start()).idle();
        expect(status.streams[0]?.totals).to.deep.include({
            read: 7,
            delivered: 1,
            dropped: 1,
            processingFailed: 4,
            conversionFailed: 1,
        });
        expect((await lake.rows()).map(({ id }) => id)).to.deep.equal(["good"]);
        expect(await lake.failures("errors/processing-failed/")).to.deep.equal({
            fail: "Lambda.ProcessingFailed",
            "leave out": "Lambda.MissingRecordId",
            "no keys": "DynamicPartitioning.KeyMissing",
            twice: "Lambda.DuplicatedRecordId",
        });
        expect(await lake.failures("errors/format-conversion-failed/")).to.deep.equal({
            misfit: "DataFormatConversion.ParseError",
        });
    });

    it("gives a failing invocation up after its retries, and goes on with what comes after it", async () => {
        await lake.put([thing("bad", { do: "throw" }), thing("beside it")]);
        const delivery = await start();
        await delivery.idle();
        await lake.put([thing("after it")]);
        const status = await delivery.idle();
        expect(status.streams[0]?.totals).to.deep.include({ processingFailed: 2, delivered: 1 });
        expect(await lake.failures("errors/processing-failed/")).to.deep.equal({
            bad: "Lambda.FunctionError",
            "beside it": "Lambda.FunctionError",
        });
        expect((await lake.rows()).map(({ id }) => id)).to.deep.equal(["after it"]);
    });

    it("goes on from its checkpoint after a stop, and delivers nothing twice", async () => {
        await lake.put([thing("a")]);
        await (await start()).idle();
        await worker?.stop();
        await lake.put([thing("b")]);
        const status = await (await start()).idle();
        expect(status.streams[0]?.totals).to.deep.include({ read: 2, delivered: 2 });
        expect((await lake.rows()).map(({ id }) => id)).to.have.members(["a", "b"]);
    });

    it("delivers what it has read before it stops", async () => {
        const delivery = await start();
        await lake.put([thing("a")]);
        while ((await delivery.status()).streams[0]?.underWay === 0)
            await new Promise((resolve) => setTimeout(resolve, 20));
        await delivery.stop();
        expect((await lake.rows()).map(({ id }) => id)).to.deep.equal(["a"]);
    });

    it("goes on in the new shards when a shard is split", async () => {
        await lake.put(someThings("before"));
        const delivery = await start();
        await delivery.idle();
        await lake.splitFirstShard();
        await lake.put(someThings("after"));
        const status = await delivery.idle();
        expect(status.streams[0]?.totals).to.deep.include({ read: 40, delivered: 40, lost: 0 });
        expect(status.streams[0]?.lastError).to.equal(undefined);
    });

    for (const action of ["kinesis:ListShards", "glue:GetTable"]) {
        it(`refuses to start with a role that lacks ${action}, naming role and action`, async () => {
            const { [action]: _, ...permissions } = PERMISSIONS;
            await lake.allow(permissions);
            const message = await start().then(
                () => "it started",
                (error: Error) => error.message,
            );
            expect(message).to.contain(
                "delivery stream test-delivery: the role arn:aws:iam::111122223333:role/test-delivery",
            );
            expect(message).to.contain(`may not ${action}`);
        });
    }

    it("says which right is missing to write, and delivers once the role has it", async () => {
        const { "s3:PutObject": _, ...permissions } = PERMISSIONS;
        await lake.allow(permissions);
        await lake.put([thing("a")]);
        const delivery = await start();
        const idle = delivery.idle();
        let error: string | undefined;
        while (error === undefined) {
            await new Promise((resolve) => setTimeout(resolve, 50));
            error = (await delivery.status()).streams[0]?.lastError;
        }
        expect(error).to.match(/role\/test-delivery may not s3:PutObject on arn:aws:s3:::test-lake\//);
        await lake.allow(PERMISSIONS);
        expect((await idle).streams[0]?.lastError).to.equal(undefined);
        expect((await lake.rows()).map(({ id }) => id)).to.deep.equal(["a"]);
    });

    it("leaves records under the error prefix when the role may not invoke the function", async () => {
        const { "lambda:InvokeFunction": _, ...permissions } = PERMISSIONS;
        await lake.allow(permissions);
        await lake.put([thing("a")]);
        await (await start()).idle();
        expect(await lake.failures("errors/processing-failed/")).to.deep.equal({ a: "Lambda.InvokeAccessDenied" });
    });
});
