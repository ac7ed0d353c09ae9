import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { request as httpsRequest } from "node:https";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { gunzipSync } from "node:zlib";
import { CreateDatabaseCommand, CreateTableCommand } from "@aws-sdk/client-glue";
import { CreateRoleCommand, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import { CreateStreamCommand, ListShardsCommand, PutRecordsCommand, SplitShardCommand } from "@aws-sdk/client-kinesis";
import { CreateKeyCommand } from "@aws-sdk/client-kms";
import { CreateFunctionCommand } from "@aws-sdk/client-lambda";
import { CreateBucketCommand, GetObjectCommand, HeadObjectCommand, ListObjectsV2Command } from "@aws-sdk/client-s3";
import { DuckDBInstance } from "@duckdb/node-api";
import { zipSync } from "fflate";
import { glue, iam, kinesis, kms, lambda, s3 } from "../../../../local/clients";
import { parseDocuments } from "../../../../local/delivery/documents";
import type { Emulator } from "../../../../local/emulator";

const REPOSITORY = resolve(__dirname, "../../../..");
const REGISTER = join(REPOSITORY, "bin/register.cjs");
const ACCOUNT = "111122223333";
const BUCKET = "test-lake";
const STREAM = "test-source";
export const STREAM_ARN = `arn:aws:kinesis:us-east-1:${ACCOUNT}:stream/${STREAM}`;
const FUNCTION_ARN = `arn:aws:lambda:us-east-1:${ACCOUNT}:function:test-transform`;
const DELIVERY_ARN = `arn:aws:firehose:us-east-1:${ACCOUNT}:deliverystream/test-delivery`;
const ROLE_ARN = `arn:aws:iam::${ACCOUNT}:role/test-delivery`;

/** What a delivery role must be allowed, by action. */
export const PERMISSIONS: Record<string, string> = {
    "kinesis:ListShards": STREAM_ARN,
    "kinesis:GetShardIterator": STREAM_ARN,
    "kinesis:GetRecords": STREAM_ARN,
    "lambda:InvokeFunction": `${FUNCTION_ARN}*`,
    "glue:GetTable": "*",
    "s3:PutObject": `arn:aws:s3:::${BUCKET}/*`,
    "kms:GenerateDataKey": "*",
};

export interface TestRecord {
    readonly id: string;
    readonly value?: unknown;
    readonly at?: string;
    readonly instance?: string;
    readonly date?: string;
    readonly tags?: readonly string[];
    readonly do?: string;
}

/** A stream, a function, a table and a bucket in the emulator, and a deployment file that joins them. */
export class TestLake {
    readonly deploymentFile: string;
    readonly stateDir: string;
    keyArn = "";

    private constructor(
        readonly emulator: Emulator,
        readonly directory: string,
    ) {
        this.deploymentFile = join(directory, "deployment.json");
        this.stateDir = join(directory, "delivery");
    }

    /** Makes everything anew in an emulator that other tests have used. */
    static async in(emulator: Emulator): Promise<TestLake> {
        await reset(emulator);
        const lake = new TestLake(emulator, mkdtempSync(join(tmpdir(), "lakefront-delivery-")));
        await lake.create();
        return lake;
    }

    remove(): void {
        rmSync(this.directory, { recursive: true, force: true });
    }

    async allow(permissions: Readonly<Record<string, string>>): Promise<void> {
        const statements = Object.entries(permissions).map(([Action, Resource]) => ({
            Effect: "Allow",
            Action,
            Resource,
        }));
        await iam(this.emulator.connection).send(
            new PutRolePolicyCommand({
                RoleName: "test-delivery",
                PolicyName: "delivery",
                PolicyDocument: JSON.stringify({ Version: "2012-10-17", Statement: statements }),
            }),
        );
    }

    async put(records: readonly (TestRecord | string)[]): Promise<void> {
        for (let at = 0; at < records.length; at += 500) {
            await kinesis(this.emulator.connection).send(
                new PutRecordsCommand({
                    StreamName: STREAM,
                    Records: records.slice(at, at + 500).map((record, index) => ({
                        PartitionKey: `${at + index}`,
                        Data: Buffer.from(typeof record === "string" ? record : JSON.stringify(record)),
                    })),
                }),
            );
        }
    }

    async splitFirstShard(): Promise<void> {
        const stream = { StreamName: STREAM };
        const { Shards = [] } = await kinesis(this.emulator.connection).send(new ListShardsCommand(stream));
        const [shard] = Shards;
        if (!shard?.HashKeyRange?.EndingHashKey) throw new Error("no shard");
        const middle =
            (BigInt(shard.HashKeyRange.StartingHashKey ?? 0) + BigInt(shard.HashKeyRange.EndingHashKey)) / 2n;
        await kinesis(this.emulator.connection).send(
            new SplitShardCommand({ ...stream, ShardToSplit: shard.ShardId, NewStartingHashKey: String(middle) }),
        );
    }

    /** Runs a worker without a supervisor until it kills itself at the given point. */
    async runWorkerUntilKilled(point: string): Promise<void> {
        const worker = fork(join(REPOSITORY, "local/delivery/worker.ts"), [this.deploymentFile, this.stateDir], {
            execArgv: ["--no-warnings", "--require", REGISTER],
            env: { PATH: process.env.PATH, LAKEFRONT_DELIVERY_FAULT: `${point}:1:${join(this.directory, "killed")}` },
        });
        const [, signal] = await once(worker, "exit");
        if (signal !== "SIGKILL") throw new Error("the worker was not killed");
    }

    /** Starts delivery from another process than this one. */
    async startFromAnotherProcess(): Promise<{ starter: ChildProcess; workerPid: number }> {
        const starter = fork(join(__dirname, "starter.ts"), [this.deploymentFile, this.stateDir], {
            execArgv: ["--no-warnings", "--require", REGISTER],
        });
        const [workerPid] = await once(starter, "message");
        return { starter, workerPid: Number(workerPid) };
    }

    async keys(prefix = ""): Promise<string[]> {
        const keys: string[] = [];
        let token: string | undefined;
        do {
            const page = await s3(this.emulator.connection).send(
                new ListObjectsV2Command({ Bucket: BUCKET, Prefix: prefix, ContinuationToken: token }),
            );
            keys.push(...(page.Contents ?? []).flatMap((object) => object.Key ?? []));
            token = page.NextContinuationToken;
        } while (token);
        return keys;
    }

    async read(key: string): Promise<Buffer> {
        const object = await s3(this.emulator.connection).send(new GetObjectCommand({ Bucket: BUCKET, Key: key }));
        return Buffer.from((await object.Body?.transformToByteArray()) ?? []);
    }

    async encryption(key: string): Promise<{ algorithm?: string; keyArn?: string }> {
        const head = await s3(this.emulator.connection).send(new HeadObjectCommand({ Bucket: BUCKET, Key: key }));
        return { algorithm: head.ServerSideEncryption, keyArn: head.SSEKMSKeyId };
    }

    /** The error code of each failed record under a prefix, by the record's id. */
    async failures(prefix: string): Promise<Record<string, unknown>> {
        return Object.fromEntries(await this.failed(prefix));
    }

    /** The id of each failed record under a prefix, as often as it stands there. */
    async failedIds(prefix: string): Promise<string[]> {
        return (await this.failed(prefix)).map(([id]) => id);
    }

    /** The id of each record in the backup, as often as it stands there. */
    async backedUpIds(): Promise<unknown[]> {
        const ids: unknown[] = [];
        for (const key of await this.keys("backup/")) {
            ids.push(...parseDocuments(gunzipSync(await this.read(key)).toString()).map(({ id }) => id));
        }
        return ids;
    }

    private async failed(prefix: string): Promise<[string, unknown][]> {
        const found: [string, unknown][] = [];
        for (const key of await this.keys(prefix)) {
            for (const line of parseDocuments((await this.read(key)).toString())) {
                const source: TestRecord = JSON.parse(Buffer.from(String(line.rawData), "base64").toString());
                found.push([source.id, line.errorCode ?? line.lastErrorCode]);
            }
        }
        return found;
    }

    /** The rows of all Parquet objects, each with the partition that its key names. */
    async rows(): Promise<Record<string, unknown>[]> {
        const connection = await (await DuckDBInstance.create()).connect();
        const rows: Record<string, unknown>[] = [];
        for (const key of await this.keys("data/")) {
            const file = join(this.directory, "object.parquet");
            writeFileSync(file, await this.read(key));
            const found = await connection.runAndReadAll(
                `SELECT * FROM read_parquet('${file}', hive_partitioning = false)`,
            );
            rows.push(
                ...found
                    .getRowObjectsJson()
                    .map((row) => ({ ...row, partition: key.split("/").slice(1, 3).join("/") })),
            );
        }
        connection.closeSync();
        return rows;
    }

    private async create(): Promise<void> {
        const { connection } = this.emulator;
        await s3(connection).send(new CreateBucketCommand({ Bucket: BUCKET }));
        await kinesis(connection).send(new CreateStreamCommand({ StreamName: STREAM, ShardCount: 4 }));
        const { KeyMetadata } = await kms(connection).send(new CreateKeyCommand({}));
        this.keyArn = KeyMetadata?.Arn ?? "";
        await iam(connection).send(
            new CreateRoleCommand({
                RoleName: "test-delivery",
                AssumeRolePolicyDocument: trust("firehose.amazonaws.com"),
            }),
        );
        await this.allow(PERMISSIONS);
        await iam(connection).send(
            new CreateRoleCommand({
                RoleName: "test-transform",
                AssumeRolePolicyDocument: trust("lambda.amazonaws.com"),
            }),
        );
        await lambda(connection).send(
            new CreateFunctionCommand({
                FunctionName: "test-transform",
                Runtime: "nodejs22.x",
                Handler: "index.handler",
                Role: `arn:aws:iam::${ACCOUNT}:role/test-transform`,
                Code: { ZipFile: zipSync({ "index.mjs": readFileSync(join(__dirname, "function.mjs")) }) },
            }),
        );
        await glue(connection).send(new CreateDatabaseCommand({ DatabaseInput: { Name: "lake" } }));
        await glue(connection).send(
            new CreateTableCommand({
                DatabaseName: "lake",
                TableInput: {
                    Name: "things",
                    PartitionKeys: [{ Name: "instance_id", Type: "string" }],
                    StorageDescriptor: {
                        Location: `s3://${BUCKET}/data/`,
                        Columns: [
                            { Name: "id", Type: "string" },
                            { Name: "value", Type: "int" },
                            { Name: "at", Type: "timestamp" },
                            { Name: "tags", Type: "array<string>" },
                        ],
                    },
                },
            }),
        );
        writeFileSync(this.deploymentFile, JSON.stringify({ connection, resources: [deliveryStream(this.keyArn)] }));
    }
}

/** Empties the emulator, which is quicker than to start another. */
async function reset({ connection }: Emulator): Promise<void> {
    const ca = connection.certificateFile === undefined ? undefined : readFileSync(connection.certificateFile);
    const request = httpsRequest(`${connection.endpoint}/_ministack/reset`, { method: "POST", ca });
    request.end();
    const [response] = await once(request, "response");
    if (response.statusCode !== 200) throw new Error(`the emulator was not reset: ${response.statusCode}`);
    response.resume();
    await once(response, "end");
}

function trust(service: string): string {
    return JSON.stringify({
        Version: "2012-10-17",
        Statement: [
            {
                Effect: "Allow",
                Principal: { Service: service },
                Action: "sts:AssumeRole",
                Condition: {
                    StringEquals: { "aws:SourceAccount": ACCOUNT },
                    ...(service.startsWith("firehose") && { ArnLike: { "aws:SourceArn": DELIVERY_ARN } }),
                },
            },
        ],
    });
}

/** A delivery stream as the deployment file has it. */
export function deliveryStream(kmsKeyArn: string) {
    const s3Target = { roleArn: ROLE_ARN, bucketArn: `arn:aws:s3:::${BUCKET}`, kmsKeyArn };
    return {
        type: "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream",
        name: "test-delivery",
        outputs: { arn: DELIVERY_ARN },
        inputs: {
            name: "test-delivery",
            destination: "extended_s3",
            kinesisSourceConfiguration: { kinesisStreamArn: STREAM_ARN, roleArn: ROLE_ARN },
            extendedS3Configuration: {
                ...s3Target,
                prefix: "data/instance_id=!{partitionKeyFromLambda:instance_id}/event_date=!{partitionKeyFromLambda:event_date}/",
                errorOutputPrefix: "errors/!{firehose:error-output-type}/!{timestamp:yyyy/MM/dd}/",
                bufferingSize: 64,
                bufferingInterval: 60,
                dynamicPartitioningConfiguration: { enabled: true },
                processingConfiguration: {
                    enabled: true,
                    processors: [
                        {
                            type: "Lambda",
                            parameters: [
                                { parameterName: "LambdaArn", parameterValue: `${FUNCTION_ARN}:$LATEST` },
                                { parameterName: "NumberOfRetries", parameterValue: "1" },
                            ],
                        },
                    ],
                },
                dataFormatConversionConfiguration: {
                    inputFormatConfiguration: { deserializer: { openXJsonSerDe: {} } },
                    outputFormatConfiguration: { serializer: { parquetSerDe: { compression: "SNAPPY" } } },
                    schemaConfiguration: { databaseName: "lake", tableName: "things", roleArn: ROLE_ARN },
                },
                s3BackupMode: "Enabled",
                s3BackupConfiguration: { ...s3Target, prefix: "backup/", compressionFormat: "GZIP" },
            },
        },
    };
}
