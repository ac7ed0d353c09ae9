import { resolve } from "node:path";
import { DeleteRolePolicyCommand, ListRolePoliciesCommand } from "@aws-sdk/client-iam";
import { GetRecordsCommand, GetShardIteratorCommand, ListShardsCommand } from "@aws-sdk/client-kinesis";
import { InvokeCommand } from "@aws-sdk/client-lambda";
import { GetObjectCommand, ListObjectsV2Command } from "@aws-sdk/client-s3";
import { AssumeRoleCommand } from "@aws-sdk/client-sts";
import { expect } from "chai";
import { type AwsConnection, iam, kinesis, lambda, s3, sts } from "../../../local/clients";
import { deploy } from "../../../local/deploy";
import { catalogOf, type DeployedResource, type Deployment, deliveryStreamsOf, How } from "../../../local/deployment";
import { type Emulator, startEmulator } from "../../../local/emulator";
import { shopTables } from "../../../schemas";
import { temporaryDirectory } from "../emulator/support";

const ROOT = resolve(__dirname, "../../..");
const FUNCTION = "aws:lambda/function:Function";

/** What Firehose sends: https://docs.aws.amazon.com/firehose/latest/dev/data-transformation.html */
function firehoseEvent(data: string) {
    const arrived = 1_767_225_600_000;
    return {
        invocationId: "invocation",
        deliveryStreamArn: "arn:aws:firehose:us-east-1:111122223333:deliverystream/test",
        region: "us-east-1",
        sourceKinesisStreamArn: "arn:aws:kinesis:us-east-1:111122223333:stream/test",
        records: [
            {
                recordId: "record",
                approximateArrivalTimestamp: arrived,
                data: Buffer.from(data).toString("base64"),
                kinesisRecordMetadata: {
                    shardId: "shardId-000000000000",
                    partitionKey: "key",
                    approximateArrivalTimestamp: arrived,
                    sequenceNumber: "49546986683135544286507457936321625675700192471156785154",
                    subsequenceNumber: "0",
                },
            },
        ],
    };
}

describe("the program, deployed", function () {
    this.timeout(180_000);
    const directory = temporaryDirectory();
    let emulator: Emulator;
    let connection: AwsConnection;
    let deployment: Deployment;

    before(async () => {
        emulator = await startEmulator({ directory: directory.path });
        connection = emulator.connection;
        deployment = await deploy({ programDir: ROOT, stack: "local", connection });
    });
    after(async () => {
        await emulator?.stop();
        directory.remove();
    });

    function transforms(): DeployedResource[] {
        return deployment.resources.filter(({ type }) => type === FUNCTION);
    }

    function transform(table: string): DeployedResource {
        const found = transforms().find(({ inputs }) => JSON.stringify(inputs).includes(`transform-${table}`));
        if (found === undefined) {
            throw new Error(`the program has no function for ${table}`);
        }
        return found;
    }

    async function resultOf({ id }: DeployedResource, data: string): Promise<string> {
        const Payload = Buffer.from(JSON.stringify(firehoseEvent(data)));
        const answer = await lambda(connection).send(new InvokeCommand({ FunctionName: id, Payload }));
        const body = JSON.parse(Buffer.from(answer.Payload ?? []).toString());
        return answer.FunctionError === undefined ? body.records[0].result : `error: ${JSON.stringify(body)}`;
    }

    function variable({ inputs }: DeployedResource, name: string): string {
        const { environment } = inputs as { environment: { variables: Record<string, string> } };
        return environment.variables[name] ?? "";
    }

    async function readShard(code: DeployedResource, ShardId: string | undefined): Promise<string[]> {
        const StreamName = variable(code, "SOURCE_STREAM_NAME");
        const client = kinesis(connection);
        const { ShardIterator } = await client.send(
            new GetShardIteratorCommand({ StreamName, ShardId, ShardIteratorType: "TRIM_HORIZON" }),
        );
        const { Records = [] } = await client.send(new GetRecordsCommand({ ShardIterator }));
        return Records.map(({ Data }) => Buffer.from(Data ?? []).toString());
    }

    async function quarantined(code: DeployedResource): Promise<string[]> {
        const Bucket = variable(code, "QUARANTINE_BUCKET");
        const Prefix = variable(code, "QUARANTINE_PREFIX");
        const { Contents = [] } = await s3(connection).send(new ListObjectsV2Command({ Bucket, Prefix }));
        return Promise.all(
            Contents.map(async ({ Key }) => {
                const found = await s3(connection).send(new GetObjectCommand({ Bucket, Key }));
                return (await found.Body?.transformToString()) ?? "";
            }),
        );
    }

    it("gives the catalogue and the delivery streams that it declares", () => {
        const tables = catalogOf(deployment).databases.flatMap((database) => database.tables.map(({ name }) => name));
        expect(tables).to.include.members(["contact_records", "agent_events", "contact_records_latest"]);
        const fed = deliveryStreamsOf(deployment).map(({ parquet }) => parquet?.tableName ?? "");
        expect(fed.sort()).to.deep.equal(["agent_events", "contact_records", ...Object.keys(shopTables)].sort());
        expect(deployment.resources.filter(({ how }) => how === How.Created).length).to.be.greaterThan(80);
    });

    describe("has roles, enforced by the emulator, which", () => {
        for (const table of ["contact-records", "agent-events"]) {
            it(`let the transform of ${table} write to quarantine`, async () => {
                const code = transform(table);
                expect(await resultOf(code, "this is no JSON")).to.equal("Dropped");
                expect((await quarantined(code)).join("\n")).to.include('"not_json"');
            });
        }

        it("let a transform put documents of different days back into its stream, one by one", async () => {
            const code = transform("contact-records");
            const documents = ["2026-01-01T00:00:00Z", "2026-01-02T00:00:00Z"].map((initiated, index) =>
                JSON.stringify({
                    ContactId: `contact-${index}`,
                    InstanceARN: "arn:aws:connect:us-east-1:111122223333:instance/one",
                    InitiationTimestamp: initiated,
                    LastUpdateTimestamp: initiated,
                }),
            );
            expect(await resultOf(code, documents.join("\n"))).to.equal("Dropped");
            const stream = await kinesis(connection).send(
                new ListShardsCommand({ StreamName: variable(code, "SOURCE_STREAM_NAME") }),
            );
            const records = await Promise.all((stream.Shards ?? []).map(({ ShardId }) => readShard(code, ShardId)));
            expect(records.flat().sort()).to.deep.equal(documents);
        });

        it("refuse a transform whose role has lost its rights: the record fails, and nothing is written", async () => {
            const code = transform("contact-records");
            const RoleName = String(code.inputs.role).split("/").pop();
            const { PolicyNames = [] } = await iam(connection).send(new ListRolePoliciesCommand({ RoleName }));
            for (const PolicyName of PolicyNames) {
                await iam(connection).send(new DeleteRolePolicyCommand({ RoleName, PolicyName }));
            }
            const before = (await quarantined(code)).length;
            expect(await resultOf(code, "this is no JSON either")).to.equal("ProcessingFailed");
            expect(await quarantined(code)).to.have.length(before);
        });

        it("let nobody but the service assume the transform's role", async () => {
            const { inputs } = transform("agent-events");
            const request = { RoleArn: String(inputs.role), RoleSessionName: "intruder" };
            const stranger = { ...connection, accessKeyId: "999988887777" };
            const error = await sts(stranger)
                .send(new AssumeRoleCommand(request))
                .catch((reason: Error) => reason);
            expect(error).to.be.instanceOf(Error).and.have.property("name", "AccessDenied");
        });
    });
});
