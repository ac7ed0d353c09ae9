import { DescribeLogGroupsCommand } from "@aws-sdk/client-cloudwatch-logs";
import { GetTableCommand } from "@aws-sdk/client-glue";
import { GetRolePolicyCommand, ListAttachedRolePoliciesCommand } from "@aws-sdk/client-iam";
import { DescribeStreamSummaryCommand } from "@aws-sdk/client-kinesis";
import { DescribeKeyCommand } from "@aws-sdk/client-kms";
import { InvokeCommand } from "@aws-sdk/client-lambda";
import {
    GetBucketEncryptionCommand,
    GetBucketLifecycleConfigurationCommand,
    GetBucketNotificationConfigurationCommand,
    GetObjectCommand,
    ListObjectVersionsCommand,
    PutObjectCommand,
} from "@aws-sdk/client-s3";
import { PublishCommand } from "@aws-sdk/client-sns";
import { GetQueueUrlCommand, ReceiveMessageCommand } from "@aws-sdk/client-sqs";
import { expect } from "chai";
import { type AwsConnection, glue, iam, kinesis, kms, lambda, logs, s3, sns, sqs } from "../../../local/clients";
import { deploy } from "../../../local/deploy";
import { type Deployment, How } from "../../../local/deployment";
import { type Emulator, startEmulator } from "../../../local/emulator";
import { createdTypes } from "../../../local/handlers";
import { openKeptIds } from "../../../local/kept-ids";
import { temporaryDirectory, until } from "../emulator/support";
import { everyType, NAMES, writeFunction } from "./every-type";
import { writeShopFunction } from "./shop-types";

/** Of what was made in the emulator. */
function idsOf({ resources }: Deployment): Record<string, string | undefined> {
    const created = resources.filter(({ how }) => how === How.Created);
    return Object.fromEntries(created.map(({ urn, id }) => [urn, id]));
}

describe("handlers", () => {
    const directory = temporaryDirectory();
    let emulator: Emulator;
    let connection: AwsConnection;
    let program: () => unknown;
    let deployment: Deployment;

    const idsFile = () => `${directory.path}/ids.jsonl`;
    const named = (name: string) => deployment.resources.find((resource) => resource.name === name);

    before(async () => {
        emulator = await startEmulator({ directory: `${directory.path}/emulator` });
        connection = emulator.connection;
        program = everyType(writeFunction(directory.path), writeShopFunction(directory.path));
        const kept = openKeptIds(idsFile());
        deployment = await deploy({
            programDir: program,
            stack: "test",
            connection,
            onMade: ({ urn, id }) => id !== undefined && kept.keep(urn, id),
        });
    });
    after(async () => {
        await emulator?.stop();
        directory.remove();
    });

    it("are all exercised here", () => {
        const covered = new Set(deployment.resources.filter(({ how }) => how === How.Created).map(({ type }) => type));
        expect(createdTypes.filter((type) => !covered.has(type))).to.deep.equal([]);
    });

    it("record what the emulator lacks, with the reason", () => {
        const recorded = deployment.resources.filter(({ how }) => how === How.Recorded);
        expect(recorded.map(({ name }) => name).sort()).to.deep.equal([
            "alarm",
            "iceberg",
            "index",
            "link",
            "optimizer",
            "ruleset",
            "table-link",
            "vectors",
            "workgroup",
        ]);
        for (const { id, reason } of recorded) {
            expect(id).to.be.a("string").and.not.equal("");
            expect(reason).to.be.a("string");
        }
    });

    it("make a key that an alias leads to", async () => {
        const found = await kms(connection).send(new DescribeKeyCommand({ KeyId: NAMES.alias }));
        expect(found.KeyMetadata?.Arn).to.equal(deployment.outputs.keyArn);
    });

    it("configure a bucket: default key, lifecycle and notifications as requested", async () => {
        const request = { Bucket: NAMES.bucket };
        const client = s3(connection);
        const encryption = await client.send(new GetBucketEncryptionCommand(request));
        const rule = encryption.ServerSideEncryptionConfiguration?.Rules?.[0];
        expect(rule?.ApplyServerSideEncryptionByDefault?.KMSMasterKeyID).to.equal(deployment.outputs.keyArn);
        expect(rule?.BucketKeyEnabled).to.equal(true);
        const lifecycle = await client.send(new GetBucketLifecycleConfigurationCommand(request));
        const coolDown = lifecycle.Rules?.find(({ ID }) => ID === "cool-down");
        expect(coolDown?.Transitions).to.deep.equal([{ Days: 30, StorageClass: "STANDARD_IA" }]);
        expect(coolDown?.Filter?.And).to.deep.include({ Prefix: "old/", Tags: [{ Key: "cold", Value: "yes" }] });
        const notification = await client.send(new GetBucketNotificationConfigurationCommand(request));
        expect(notification.LambdaFunctionConfigurations?.[0]?.Events).to.deep.equal(["s3:ObjectCreated:Put"]);
    });

    it("make a bucket that keeps versions of its objects", async () => {
        const object = { Bucket: NAMES.bucket, Key: "twice" };
        await s3(connection).send(new PutObjectCommand({ ...object, Body: "1" }));
        await s3(connection).send(new PutObjectCommand({ ...object, Body: "2" }));
        const found = await s3(connection).send(
            new ListObjectVersionsCommand({ Bucket: NAMES.bucket, Prefix: "twice" }),
        );
        expect(found.Versions).to.have.length(2);
    });

    it("replicate a bucket to another region", async () => {
        await s3(connection).send(new PutObjectCommand({ Bucket: NAMES.bucket, Key: "copied/a", Body: "copy" }));
        const elsewhere = s3({ ...connection, region: "eu-west-1" });
        let copy: string | undefined;
        await until("the copy is there", async () => {
            const object = { Bucket: NAMES.replica, Key: "copied/a" };
            const found = await elsewhere.send(new GetObjectCommand(object)).catch(() => undefined);
            copy = await found?.Body?.transformToString();
            return copy !== undefined;
        });
        expect(copy).to.equal("copy");
    });

    it("upload an object's content", async () => {
        const found = await s3(connection).send(new GetObjectCommand({ Bucket: NAMES.bucket, Key: "a/b.txt" }));
        expect(await found.Body?.transformToString()).to.equal("hello");
    });

    it("give a role its inline and its managed policy", async () => {
        const RoleName = String(deployment.outputs.roleName);
        const [, PolicyName = ""] = named("inline")?.id?.split(":") ?? [];
        const inline = await iam(connection).send(new GetRolePolicyCommand({ RoleName, PolicyName }));
        expect(decodeURIComponent(inline.PolicyDocument ?? "")).to.include("s3:GetObject");
        const attached = await iam(connection).send(new ListAttachedRolePoliciesCommand({ RoleName }));
        expect(attached.AttachedPolicies?.map(({ PolicyArn }) => PolicyArn)).to.deep.equal([named("managed")?.id]);
    });

    it("make a stream with its shards, retention and encryption", async () => {
        const found = await kinesis(connection).send(new DescribeStreamSummaryCommand({ StreamName: NAMES.stream }));
        expect(found.StreamDescriptionSummary).to.deep.include({
            OpenShardCount: 2,
            RetentionPeriodHours: 168,
            EncryptionType: "KMS",
        });
    });

    it("make a function from a folder that runs", async () => {
        const found = await lambda(connection).send(
            new InvokeCommand({ FunctionName: NAMES.function, Payload: Buffer.from('{"say":"hello"}') }),
        );
        expect(JSON.parse(Buffer.from(found.Payload ?? []).toString())).to.deep.equal({ got: "hello" });
    });

    it("make a log group with retention and key", async () => {
        const request = new DescribeLogGroupsCommand({ logGroupNamePrefix: NAMES.logGroup });
        const found = await logs(connection).send(request);
        const [group] = found.logGroups ?? [];
        expect(group).to.deep.include({ retentionInDays: 30, kmsKeyId: deployment.outputs.keyArn });
    });

    it("connect a topic to a queue", async () => {
        await sns(connection).send(new PublishCommand({ TopicArn: named("topic")?.id, Message: "through" }));
        const { QueueUrl } = await sqs(connection).send(new GetQueueUrlCommand({ QueueName: NAMES.queue }));
        const found = await sqs(connection).send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 2 }));
        expect(found.Messages?.[0]?.Body).to.include("through");
    });

    it("write tables and views into the catalogue", async () => {
        const request = { DatabaseName: NAMES.database };
        const table = await glue(connection).send(new GetTableCommand({ ...request, Name: "table" }));
        expect(table.Table?.StorageDescriptor?.Columns?.[0]).to.deep.include({ Type: "array<struct<b:string>>" });
        const view = await glue(connection).send(new GetTableCommand({ ...request, Name: "view" }));
        expect(view.Table?.TableType).to.equal("VIRTUAL_VIEW");
    });

    it("bring what exists from an earlier run to the same state, under the same ids", async () => {
        const previousIds = openKeptIds(idsFile()).ids;
        const again = await deploy({ programDir: program, stack: "test", connection, previousIds });
        expect(idsOf(again)).to.deep.equal(idsOf(deployment));
    });
});
