import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { expect } from "chai";
import { accountedFor, accountFor } from "../../../local/answers/account";
import { kinesis } from "../../../local/clients";
import { type DeliveryWorker, startDelivery } from "../../../local/delivery";
import { deploy } from "../../../local/deploy";
import { catalogOf, type Deployment, deliveryStreamsOf, saveDeployment } from "../../../local/deployment";
import { type Emulator, startEmulator } from "../../../local/emulator";
import { LocalQueryEngine } from "../../../local/query/engine";
import { planTraffic } from "../../../local/traffic/plan";
import { sendTraffic } from "../../../local/traffic/send";

const ROOT = resolve(__dirname, "../../..");
const CONTACTS = 10_000;
const KILL_AFTER_RECORDS = 3_000;

/**
 * The whole of it, on the worst day: 30 % duplicates, 20 % late updates, in any order, 1 % that can't be read, and the
 * delivery process killed in the middle.
 */
describe("the lake, fed out of order and with delivery killed half-way", function () {
    this.timeout(600_000);

    const traffic = planTraffic({
        contacts: CONTACTS,
        seed: 2026,
        day: "2026-11-20",
        instanceId: "11111111-2222-3333-4444-555555555555",
        accountId: "111122223333",
        region: "us-east-1",
        disorder: { duplicates: 0.3, lateUpdates: 0.2, malformed: 0.01, shuffled: true },
        agentsWithEvents: 0,
    });
    const { tally } = traffic;
    const directory = mkdtempSync(join(tmpdir(), "lakefront-end-to-end-"));
    let emulator: Emulator;
    let worker: DeliveryWorker;
    let engine: LocalQueryEngine;
    let deployment: Deployment;
    let killed = 0;

    before(async () => {
        emulator = await startEmulator({ directory: join(directory, "emulator") });
        deployment = await deploy({ programDir: ROOT, stack: "local", connection: emulator.connection });
        const deploymentFile = join(directory, "deployment.json");
        saveDeployment(deploymentFile, deployment);
        worker = await startDelivery({
            deploymentFile,
            stateDir: join(directory, "delivery"),
            onStatus({ streams }) {
                const read = streams.reduce((sum, { totals }) => sum + totals.read, 0);
                if (killed === 0 && read > KILL_AFTER_RECORDS && worker.pid !== undefined) {
                    killed = worker.pid;
                    process.kill(killed, "SIGKILL");
                }
            },
        });
        const stream = streamOf(deployment);
        await sendTraffic({
            kinesis: kinesis(emulator.connection),
            streams: { contactRecords: stream, agentEvents: stream },
            messages: traffic.messages(),
        });
        await worker.idle();
        engine = await LocalQueryEngine.open({
            catalog: catalogOf(deployment),
            connection: emulator.connection,
            cacheDir: join(directory, "cache"),
        });
    });

    after(async () => {
        await engine?.close();
        await worker?.stop();
        await emulator?.stop();
        rmSync(directory, { recursive: true, force: true });
    });

    it("did kill delivery, and it came back as another process", async () => {
        expect(killed).to.be.greaterThan(0);
        expect(worker.pid).to.not.equal(killed);
        expect((await worker.status()).restarts).to.equal(1);
    });

    it("shows of each contact exactly the newest version, row by row as it was sent", async () => {
        const { rows } = await engine.query("SELECT contact_id, raw_json FROM contact_records_latest");
        const shown = new Map(rows.map(([contactId, document]) => [contactId, document]));
        expect(rows).to.have.length(CONTACTS);
        expect(shown.size).to.equal(CONTACTS);
        for (const { contactId, document } of traffic.latest()) expect(shown.get(contactId)).to.equal(document);
    });

    it("holds in the columns what the newest documents say", async () => {
        const { rows } = await engine.query(`
            SELECT contact_id, channel, queue_name, queue_duration_s, agent_interaction_s, attributes['intent'], agent_username
            FROM contact_records_latest`);
        const shown = new Map(rows.map(([contactId, ...values]) => [contactId, values]));
        for (const { contactId, document } of traffic.latest()) {
            const { Channel, Queue, Agent, Attributes } = JSON.parse(document);
            expect(shown.get(contactId)).to.deep.equal([
                Channel,
                Queue?.Name ?? null,
                Queue?.Duration ?? null,
                Agent?.AgentInteractionDuration ?? null,
                Attributes.intent,
                Agent?.Username ?? null,
            ]);
        }
    });

    it("accounts for every document sent: landed, superseded, duplicate or quarantined", async () => {
        const sent = tally.contactRecords.sent;
        const { contactRecords } = await accountFor(engine, { contactRecords: sent });
        expect(contactRecords.landed).to.equal(CONTACTS);
        expect(contactRecords.superseded).to.equal(tally.contactRecords.updates);
        expect(contactRecords.duplicates).to.equal(tally.contactRecords.duplicates);
        expect(accountedFor(contactRecords)).to.equal(sent);
    });

    it("keeps the bytes of every unreadable document, with the reason", async () => {
        const { rows } = await engine.query(
            "SELECT reason, from_utf8(from_base64(bytes_base64)) FROM quarantined_records",
        );
        const malformed = new Set<string>();
        for (const { data } of traffic.messages()) {
            if (!isContact(data)) malformed.add(data);
        }
        expect(rows).to.have.length(tally.contactRecords.malformed);
        expect(new Set(rows.map(([, bytes]) => bytes))).to.deep.equal(malformed);
        expect(rows.every(([reason]) => typeof reason === "string" && reason !== "")).to.equal(true);
    });

    it("wrote each row once: the views hide nothing that delivery did twice", async () => {
        const { rows } = await engine.query("SELECT count(*), count(DISTINCT ingest_sequence) FROM contact_records");
        const [all, distinct] = rows[0] ?? [];
        expect(all).to.equal(distinct);
    });
});

function streamOf(deployment: Deployment): string {
    const spec = deliveryStreamsOf(deployment).find(({ parquet }) => parquet?.tableName === "contact_records");
    return spec?.source.streamArn.split("/")[1] ?? "";
}

function isContact(data: string): boolean {
    try {
        const { ContactId, InitiationTimestamp } = JSON.parse(data);
        return typeof ContactId === "string" && !Number.isNaN(Date.parse(InitiationTimestamp));
    } catch {
        return false;
    }
}
