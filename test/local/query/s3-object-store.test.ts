import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CreateBucketCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { expect } from "chai";
import { s3 } from "../../../local/clients";
import { type Emulator, startEmulator } from "../../../local/emulator";
import { LocalQueryEngine } from "../../../local/query/engine";
import { s3ObjectStore } from "../../../local/query/object-store";
import { catalog, column, table } from "./support";

/** S3 lists this many objects at most in one answer. */
const PAGE = 1000;

describe("tables in S3", () => {
    let directory: string;
    let emulator: Emulator;

    before(async () => {
        directory = await mkdtemp(join(tmpdir(), "lakefront-s3-"));
        emulator = await startEmulator({ directory: join(directory, "emulator") });
        const client = s3(emulator.connection);
        await client.send(new CreateBucketCommand({ Bucket: "lake" }));
        const put = (key: string, body: string) =>
            client.send(new PutObjectCommand({ Bucket: "lake", Key: key, Body: body }));
        for (let i = 0; i < PAGE + 5; i += 50) {
            await Promise.all(Array.from({ length: Math.min(50, PAGE + 5 - i) }, (_, j) => put(`many/${i + j}`, "x")));
        }
        await put("refused/day=2026-11-01/a.jsonl", '{"n":1}\n{"n":2}\n');
        await put("refused/day=2026-11-02/b.jsonl", '{"n":4}\n');
    });
    after(async () => {
        await emulator?.stop();
        await rm(directory, { recursive: true, force: true });
    });

    it("are listed whole, page after page", async () => {
        const keys = new Set<string>();
        for await (const { key, etag, size } of s3ObjectStore(s3(emulator.connection)).list("lake", "many/")) {
            expect(etag).to.not.equal("");
            expect(size).to.be.greaterThan(0);
            keys.add(key);
        }
        expect(keys.size).to.equal(PAGE + 5);
    });

    it("are empty if the bucket or the object isn't there", async () => {
        const store = s3ObjectStore(s3(emulator.connection));
        for await (const { key } of store.list("no-such-bucket", "")) {
            expect.fail(key);
        }
        expect(await store.get("lake", "no-such-key")).to.equal(undefined);
    });

    it("answer questions", async () => {
        const refused = table("refused", [column("n", "int")], {
            format: "json",
            partitionKeys: [column("day", "date")],
        });
        const engine = await LocalQueryEngine.open({
            catalog: catalog(refused),
            connection: emulator.connection,
            cacheDir: join(directory, "cache"),
        });
        const { rows, scannedBytes } = await engine.query("SELECT count(*), sum(n), min(day) FROM refused");
        expect(rows).to.deep.equal([[3, 7, "2026-11-01"]]);
        expect(scannedBytes).to.equal('{"n":1}\n{"n":2}\n{"n":4}\n'.length);
        await engine.close();
    });
});
