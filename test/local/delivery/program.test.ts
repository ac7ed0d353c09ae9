import { join, resolve } from "node:path";
import { PutRecordsCommand } from "@aws-sdk/client-kinesis";
import { ListObjectsV2Command } from "@aws-sdk/client-s3";
import { expect } from "chai";
import { kinesis, s3 } from "../../../local/clients";
import { type DeliveryStatus, type DeliveryWorker, startDelivery } from "../../../local/delivery";
import { deploy } from "../../../local/deploy";
import { type Deployment, deliveryStreamsOf, saveDeployment } from "../../../local/deployment";
import { type Emulator, startEmulator } from "../../../local/emulator";
import { temporaryDirectory } from "../emulator/support";

const ROOT = resolve(__dirname, "../../..");
const INSTANCE = "arn:aws:connect:us-east-1:111122223333:instance/11111111-2222-3333-4444-555555555555";

describe("the program's own streams, functions and roles, delivered locally", function () {
    this.timeout(180_000);
    const directory = temporaryDirectory();
    let emulator: Emulator | undefined;
    let worker: DeliveryWorker | undefined;
    let deployment: Deployment;

    before(async () => {
        emulator = await startEmulator({ directory: join(directory.path, "emulator") });
        deployment = await deploy({ programDir: ROOT, stack: "local", connection: emulator.connection });
        const deploymentFile = join(directory.path, "deployment.json");
        saveDeployment(deploymentFile, deployment);
        worker = await startDelivery({ deploymentFile, stateDir: join(directory.path, "delivery") });
    });
    after(async () => {
        await worker?.stop();
        await emulator?.stop();
        directory.remove();
    });

    function feed(table: string) {
        const found = deliveryStreamsOf(deployment).find(({ parquet }) => parquet?.tableName === table);
        if (!found) throw new Error(`no delivery stream for ${table}`);
        return found;
    }

    async function deliver(
        table: string,
        texts: readonly string[],
    ): Promise<DeliveryStatus["streams"][number]["totals"]> {
        if (!emulator || !worker) throw new Error("not started");
        const { name, source } = feed(table);
        const totalsOf = (status: DeliveryStatus) => status.streams.find((stream) => stream.name === name)?.totals;
        const before = totalsOf(await worker.status());
        await kinesis(emulator.connection).send(
            new PutRecordsCommand({
                StreamARN: source.streamArn,
                Records: texts.map((text) => ({ PartitionKey: text.slice(0, 20), Data: Buffer.from(text) })),
            }),
        );
        const after = totalsOf(await worker.idle());
        if (!before || !after) throw new Error(`no status of ${name}`);
        return { ...after, ...difference(after, before) };
    }

    async function partitions(table: string): Promise<string[]> {
        if (!emulator) throw new Error("not started");
        const { Contents = [] } = await s3(emulator.connection).send(
            new ListObjectsV2Command({ Bucket: feed(table).target.bucket, Prefix: `${table}/` }),
        );
        return [...new Set(Contents.map(({ Key = "" }) => Key.split("/").slice(0, -1).join("/")))].sort();
    }

    const contact = (id: string, day: string) =>
        JSON.stringify({
            ContactId: `11111111-1111-1111-1111-${id.padStart(12, "0")}`,
            InstanceARN: INSTANCE,
            InitiationTimestamp: `${day}T10:00:00Z`,
            LastUpdateTimestamp: `${day}T11:00:00Z`,
            Channel: "VOICE",
        });

    it("lands contact records under instance and day, and leaves what can't be read to the quarantine", async () => {
        const totals = await deliver("contact_records", [
            contact("1", "2026-01-02"),
            contact("2", "2026-01-03"),
            "no JSON",
        ]);
        expect(totals).to.deep.include({ read: 3, delivered: 2, dropped: 1, documents: 2, processingFailed: 0 });
        expect(totals).to.deep.include({ conversionFailed: 0 });
        const instance = "contact_records/instance_id=11111111-2222-3333-4444-555555555555";
        expect(await partitions("contact_records")).to.deep.equal([
            `${instance}/event_date=2026-01-02`,
            `${instance}/event_date=2026-01-03`,
        ]);
    });

    it("delivers documents of different days in one record after the function has put them back apart", async () => {
        const totals = await deliver("contact_records", [contact("3", "2026-01-02") + contact("4", "2026-01-04")]);
        expect(totals).to.deep.include({ read: 3, dropped: 1, delivered: 2, documents: 2, processingFailed: 0 });
    });

    it("lands agent events", async () => {
        const event = {
            AWSAccountId: "111122223333",
            AgentARN: `${INSTANCE}/agent/aaaaaaaa-1111-1111-1111-111111111111`,
            EventId: "bbbbbbbb-1111-1111-1111-111111111111",
            EventTimestamp: "2026-01-02T08:00:00.000Z",
            EventType: "LOGIN",
            InstanceARN: INSTANCE,
            Version: "2017-10-01",
        };
        const totals = await deliver("agent_events", [JSON.stringify(event)]);
        expect(totals).to.deep.include({ read: 1, delivered: 1, documents: 1 });
    });
});

function difference<T extends object>(after: T, before: T): Record<string, number> {
    const earlier = new Map(Object.entries(before));
    return Object.fromEntries(Object.entries(after).map(([key, value]) => [key, value - (earlier.get(key) ?? 0)]));
}
