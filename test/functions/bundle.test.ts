import { execFile, execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { deflateRawSync } from "node:zlib";
import { expect } from "chai";
import type { FirehoseEvent } from "../../functions/shared/firehose";
import { fixture, recordOf, rowsIn } from "./support";

const root = resolve(__dirname, "../..");
const functions = [
    { name: "transform-contact-records", fixture: "contact-record", id: "contact_id" },
    { name: "transform-agent-events", fixture: "agent-event", id: "event_id" },
] as const;
const bundle = (name: string) => join(root, "components/bundles", name, "index.mjs");

/** Runs one invocation in a Node.js of its own, as Lambda would; prints the answer as the last line. */
const invoke = `
    const { handler } = await import(process.argv[1]);
    const { readFileSync } = await import("node:fs");
    try {
        const answer = await handler(JSON.parse(readFileSync(process.argv[2], "utf8")));
        console.log(JSON.stringify({ answer }));
    } catch (error) {
        console.log(JSON.stringify({ error: error.message }));
    }`;

function build(): void {
    const script = `import { build } from "${pathToFileURL(join(root, "scripts/build/functions.mjs"))}"; await build();`;
    execFileSync(process.execPath, ["--input-type=module", "-e", script], { cwd: root, timeout: 60_000 });
}

describe("function bundles", () => {
    let folder: string;

    before(() => {
        build();
        folder = mkdtempSync(join(tmpdir(), "lakefront-bundle-"));
    });
    after(() => rmSync(folder, { recursive: true, force: true }));

    async function run(name: string, event: FirehoseEvent, environment: Record<string, string>) {
        const file = join(folder, "event.json");
        writeFileSync(file, JSON.stringify(event));
        const { stdout } = await promisify(execFile)(
            process.execPath,
            ["--input-type=module", "-e", invoke, bundle(name), file],
            {
                cwd: folder,
                env: environment,
                encoding: "utf8",
                timeout: 30_000,
            },
        );
        const lines = stdout.trimEnd().split("\n");
        return { logs: lines.slice(0, -1), ...JSON.parse(lines.at(-1) ?? "") };
    }

    const settings = { QUARANTINE_BUCKET: "bucket", QUARANTINE_PREFIX: "quarantine/", SOURCE_STREAM_NAME: "stream" };
    const eventOf = (...payloads: string[]): FirehoseEvent => ({
        invocationId: "invocation",
        deliveryStreamArn: "arn:aws:firehose:us-east-1:111122223333:deliverystream/feed",
        region: "us-east-1",
        records: payloads.map((payload, index) => recordOf(payload, String(index))),
    });

    for (const { name, fixture: document, id } of functions) {
        it(`${name} runs by itself, away from the repository`, async () => {
            const { answer, logs } = await run(name, eventOf(JSON.stringify(fixture(document))), settings);
            expect(answer.records[0].result).to.equal("Ok");
            expect(rowsIn(answer.records[0].data)[0]).to.have.property(id);
            expect(JSON.parse(logs[0])).to.include({ Documents: 1, Landed: 1 });
        });
    }

    it("stay under 250 KB zipped, each of them", () => {
        const sources = readdirSync(join(root, "functions"), { recursive: true, encoding: "utf8" });
        const names = sources.filter((path) => /^[^/]+\/handler\.ts$/.test(path)).map((path) => dirname(path));
        expect(readdirSync(join(root, "components/bundles"))).to.include.members(names);
        const sizes = names.map((name) => ({
            name,
            bytes: deflateRawSync(readFileSync(bundle(name)), { level: 9 }).length,
        }));
        expect(sizes.filter(({ bytes }) => bytes >= 250 * 1_000)).to.deep.equal([]);
    });

    it("write to the quarantine and put back to the stream with the clients they bring along", async () => {
        const requests: { method: string | undefined; path: string; target: unknown; body: string }[] = [];
        const server = createServer(async (request, response) => {
            const chunks: Buffer[] = [];
            for await (const chunk of request) {
                chunks.push(chunk);
            }
            const { method, url = "", headers } = request;
            requests.push({
                method,
                path: url.split("?")[0] ?? "",
                target: headers["x-amz-target"],
                body: Buffer.concat(chunks).toString(),
            });
            const record = { SequenceNumber: "1", ShardId: "shardId-000000000000" };
            response.end(method === "POST" ? JSON.stringify({ FailedRecordCount: 0, Records: [record, record] }) : "");
        });
        await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
        const address = server.address();
        const port = typeof address === "object" ? address?.port : undefined;
        try {
            const [{ name, fixture: document }] = functions;
            const contact = fixture(document);
            const other = { ...contact, InitiationTimestamp: "2026-03-13T00:00:00Z" };
            const { answer, logs } = await run(name, eventOf("no json", JSON.stringify([contact, other])), {
                ...settings,
                AWS_ENDPOINT_URL: `http://127.0.0.1:${port}`,
                AWS_REGION: "us-east-1",
                AWS_ACCESS_KEY_ID: "111122223333",
                AWS_SECRET_ACCESS_KEY: "local",
            });
            expect(
                answer.records.map(({ result }: { result: string }) => result),
                logs.join(),
            ).to.deep.equal(["Dropped", "Dropped"]);
            const put = requests.find(({ method }) => method === "PUT");
            expect(put?.path).to.match(/^\/bucket\/quarantine\/received_date(=|%3D)2026-03-14\/[0-9a-f]{64}\.jsonl$/);
            expect(put?.body).to.contain('"reason":"not_json"');
            const back = requests.find(({ target }) => target === "Kinesis_20131202.PutRecords");
            const { StreamName, Records } = JSON.parse(back?.body ?? "{}");
            expect(StreamName).to.equal("stream");
            expect(Records.map(({ Data }: { Data: string }) => rowsIn(Data)[0])).to.deep.equal([contact, other]);
        } finally {
            server.closeAllConnections();
            await new Promise((done) => server.close(done));
        }
    });

    it("name the setting that is missing or wrong", async () => {
        const [{ name }] = functions;
        expect((await run(name, eventOf(), { ...settings, QUARANTINE_BUCKET: "" })).error).to.equal(
            "The environment variable QUARANTINE_BUCKET is not set",
        );
        expect((await run(name, eventOf(), { ...settings, QUARANTINE_PREFIX: "quarantine" })).error).to.contain(
            'must end in "/"',
        );
    });

    it("come out the same, byte for byte, when built again", () => {
        const before = functions.map(({ name }) => readFileSync(bundle(name), "utf8"));
        build();
        expect(functions.map(({ name }) => readFileSync(bundle(name), "utf8"))).to.deep.equal(before);
    });
});
