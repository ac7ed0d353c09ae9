import { Fields } from "./fields";

/** What is read of a deployed resource. */
export interface SpecResource {
    readonly type: string;
    readonly name: string;
    readonly inputs: Record<string, unknown>;
    readonly outputs: Record<string, unknown>;
}

export const Compression = { none: "UNCOMPRESSED", gzip: "GZIP" } as const;
export type Compression = (typeof Compression)[keyof typeof Compression];

/** Where objects of one kind go, and as whom they are written. */
export interface S3Target {
    readonly bucket: string;
    /** Firehose prefix, expressions unevaluated. */
    readonly prefix: string;
    readonly roleArn: string;
    /** Absent: the bucket's default encryption applies. */
    readonly kmsKeyArn?: string;
    readonly compression: Compression;
}

/** One delivery stream, as far as delivery is concerned. */
export interface DeliveryStreamSpec {
    readonly name: string;
    readonly arn: string;
    readonly region: string;
    readonly source: { readonly streamArn: string; readonly roleArn: string };
    readonly target: S3Target;
    /** Prefix of objects with records that failed; absent: Firehose derives it from the target's prefix. */
    readonly errorPrefix?: string;
    readonly fileExtension?: string;
    readonly buffer: { readonly bytes: number; readonly intervalMs: number };
    readonly transform?: TransformSpec;
    readonly partitioned: boolean;
    /** Absent: documents are written as the function returned them. */
    readonly parquet?: { readonly databaseName: string; readonly tableName: string; readonly roleArn: string };
    /** Absent: the untouched source is not kept. */
    readonly backup?: S3Target;
}

export interface TransformSpec {
    readonly functionArn: string;
    readonly roleArn: string;
    /** Invocations after the first one that failed. */
    readonly retries: number;
    /** Raw bytes of records for one invocation. */
    readonly bufferBytes: number;
}

const FIREHOSE_TYPE = "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream";
const MB = 1024 * 1024;

/**
 * The delivery streams among the resources of a deployment.
 * @throws Error naming the property when a stream uses something that local delivery can't do
 */
export function deliveryStreamsOf(resources: readonly SpecResource[]): DeliveryStreamSpec[] {
    return resources.filter((resource) => resource.type === FIREHOSE_TYPE).map(specOf);
}

function specOf(resource: SpecResource): DeliveryStreamSpec {
    const inputs = new Fields({ ...resource.outputs, ...resource.inputs }, resource.name);
    const destination = inputs.string("destination");
    if (destination !== "extended_s3") throw unsupported(`${resource.name}.destination`, destination);
    const source = inputs.object("kinesisSourceConfiguration");
    const s3 = inputs.object("extendedS3Configuration");
    const arn = new Fields(resource.outputs, resource.name).string("arn");
    const partitioning = s3.optionalObject("dynamicPartitioningConfiguration");
    return {
        name: inputs.string("name"),
        arn,
        region: arn.split(":")[3] ?? "",
        source: { streamArn: source.string("kinesisStreamArn"), roleArn: source.string("roleArn") },
        target: targetOf(s3, resource.name),
        errorPrefix: s3.optionalString("errorOutputPrefix"),
        fileExtension: s3.optionalString("fileExtension"),
        // The defaults: https://docs.aws.amazon.com/firehose/latest/APIReference/API_BufferingHints.html
        buffer: { bytes: s3.number("bufferingSize", 5) * MB, intervalMs: s3.number("bufferingInterval", 300) * 1000 },
        transform: transformOf(s3, resource.name),
        partitioned: partitioning?.boolean("enabled", false) ?? false,
        parquet: parquetOf(s3, resource.name),
        backup: backupOf(s3, resource.name),
    };
}

function targetOf(s3: Fields, name: string): S3Target {
    const compression = s3.optionalString("compressionFormat") ?? Compression.none;
    if (compression !== Compression.none && compression !== Compression.gzip) {
        throw unsupported(`${name}: compressionFormat`, compression);
    }
    const timeZone = s3.optionalString("customTimeZone") ?? "UTC";
    if (timeZone !== "UTC") throw unsupported(`${name}: customTimeZone`, timeZone);
    return {
        bucket: s3.string("bucketArn").replace(/^arn:[^:]*:s3:::/, ""),
        prefix: s3.optionalString("prefix") ?? "",
        roleArn: s3.string("roleArn"),
        kmsKeyArn: s3.optionalString("kmsKeyArn"),
        compression,
    };
}

function backupOf(s3: Fields, name: string): S3Target | undefined {
    if ((s3.optionalString("s3BackupMode") ?? "Disabled") === "Disabled") return undefined;
    return targetOf(s3.object("s3BackupConfiguration"), `${name} (backup)`);
}

function parquetOf(s3: Fields, name: string): DeliveryStreamSpec["parquet"] {
    const conversion = s3.optionalObject("dataFormatConversionConfiguration");
    if (!conversion?.boolean("enabled", true)) return undefined;
    if (!conversion.object("inputFormatConfiguration").object("deserializer").has("openXJsonSerDe")) {
        throw unsupported(`${name}: inputFormatConfiguration.deserializer`, "other than openXJsonSerDe");
    }
    if (!conversion.object("outputFormatConfiguration").object("serializer").has("parquetSerDe")) {
        throw unsupported(`${name}: outputFormatConfiguration.serializer`, "other than parquetSerDe");
    }
    const schema = conversion.object("schemaConfiguration");
    return {
        databaseName: schema.string("databaseName"),
        tableName: schema.string("tableName"),
        roleArn: schema.string("roleArn"),
    };
}

function transformOf(s3: Fields, name: string): TransformSpec | undefined {
    const processing = s3.optionalObject("processingConfiguration");
    if (!processing?.boolean("enabled", true)) return undefined;
    const processors = processing.objects("processors");
    const other = processors.find((processor) => processor.string("type") !== "Lambda");
    if (other) throw unsupported(`${name}: processor`, other.string("type"));
    const [processor] = processors;
    if (!processor) return undefined;
    const parameters = new Map(
        processor
            .objects("parameters")
            .map((parameter) => [parameter.string("parameterName"), parameter.string("parameterValue")]),
    );
    const functionArn = parameters.get("LambdaArn");
    if (!functionArn) throw new Error(`${name}: the Lambda processor has no LambdaArn`);
    return {
        functionArn,
        roleArn: parameters.get("RoleArn") ?? s3.string("roleArn"),
        // The defaults: https://docs.aws.amazon.com/firehose/latest/APIReference/API_ProcessorParameter.html
        retries: numberOf(parameters, "NumberOfRetries", 3, name),
        bufferBytes: numberOf(parameters, "BufferSizeInMBs", 1, name) * MB,
    };
}

function numberOf(parameters: ReadonlyMap<string, string>, key: string, fallback: number, name: string): number {
    const value = Number(parameters.get(key) ?? fallback);
    if (!Number.isFinite(value)) throw new Error(`${name}: ${key}: expected a number, got "${parameters.get(key)}"`);
    return value;
}

function unsupported(what: string, value: string): Error {
    return new Error(`${what}: "${value}" is not delivered on this machine (Amazon Data Firehose in AWS does)`);
}
