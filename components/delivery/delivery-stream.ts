import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Place } from "../account";
import type { FeedDeliveryArgs } from "../contact/feed-args";
import { deletionGuard } from "../lake/deletion-guard";
import { policyJson, trustPolicy } from "../lake/policy-document";
import { after, arnIn, bucketArnIn } from "../support/arns";
import type { FeedLocation } from "../support/location";
import { createServiceRole, type ServiceRole } from "../support/service-role";
import { grantCatalog } from "./catalog-grant";
import { deliveryStatements } from "./delivery-policy";
import { errorsPrefix, rowsPrefix, sourcePrefix } from "./delivery-prefixes";

const MAX_BUFFER_MEGABYTES = 128;
export const MAX_BUFFER_SECONDS = 900;

/** What one delivery stream delivers, and where to. */
export interface DeliverySpec {
    readonly databaseName: pulumi.Input<string>;
    readonly tableName: pulumi.Input<string>;
    readonly curated: FeedLocation;
    /** Folder of the rows, with a slash at its end. */
    readonly rowsFolder: string;
    /** Where the untouched source is kept; absent for one of several that read the same stream, so that it is kept once. */
    readonly source?: SourceLocation;
    /** The table's partition keys, outermost first; the function returns a value of each. */
    readonly partitionKeys: readonly string[];
    readonly delivery?: FeedDeliveryArgs;
    readonly governedByLakeFormation?: boolean;
    readonly catalogKeyArn?: pulumi.Input<string>;
    readonly logRetentionDays?: number;
    readonly allowDeletion?: boolean;
    readonly tags?: pulumi.Input<Record<string, pulumi.Input<string>>>;
}

/** Names and ARNs of a delivery stream's parts, known before anything exists. */
export interface DeliveryNames {
    readonly deliveryStream: string;
    readonly deliveryStreamArn: pulumi.Output<string>;
    readonly deliveryLogGroup: string;
    readonly functionArn: pulumi.Output<string>;
}

/** What the delivery stream joins. */
export interface DeliveryContext {
    readonly place: pulumi.Output<Place>;
    readonly names: DeliveryNames;
    readonly keyArn: pulumi.Output<string>;
    readonly streamArn: pulumi.Output<string>;
    readonly streamKeyArn: pulumi.Output<string>;
    readonly transform: aws.lambda.Function;
    readonly parent: pulumi.Resource;
    /** What the grant on the catalogue must wait for: the account's Lake Formation settings. */
    readonly dependsOn?: pulumi.ResourceOptions["dependsOn"];
}

/** Where the untouched source is kept. */
export interface SourceLocation {
    readonly location: FeedLocation;
    /** With a slash at its end. */
    readonly folder: string;
}

/**
 * The Firehose stream from the Kinesis stream, through the function, to Parquet under the table, with its role and its
 * log.
 */
export function createDeliveryStream(
    name: string,
    args: DeliverySpec,
    context: DeliveryContext,
): aws.kinesis.FirehoseDeliveryStream {
    const { names, parent, place } = context;
    const log = createLog(name, args, context);
    const role = createDeliveryRole(name, args, context);
    const grants = grantCatalog(name, args, role, { parent, dependsOn: context.dependsOn });
    const delivery = args.delivery ?? {};
    const buffering = {
        bufferingSize: delivery.bufferMegabytes ?? MAX_BUFFER_MEGABYTES,
        bufferingInterval: delivery.bufferSeconds ?? MAX_BUFFER_SECONDS,
    };
    return new aws.kinesis.FirehoseDeliveryStream(
        `${name}-delivery`,
        {
            name: names.deliveryStream,
            destination: "extended_s3",
            kinesisSourceConfiguration: { kinesisStreamArn: context.streamArn, roleArn: role.arn },
            extendedS3Configuration: {
                roleArn: role.arn,
                bucketArn: bucketArnIn(place, args.curated.bucketName),
                kmsKeyArn: args.curated.keyArn,
                prefix: rowsPrefix(args.rowsFolder, args.partitionKeys),
                errorOutputPrefix: errorsPrefix(args.rowsFolder),
                ...buffering,
                // Parquet is compressed inside; an outer compression would make the objects unreadable.
                compressionFormat: "UNCOMPRESSED",
                dynamicPartitioningConfiguration: {
                    enabled: true,
                    retryDuration: delivery.partitionRetrySeconds ?? 300,
                },
                processingConfiguration: {
                    enabled: true,
                    processors: [
                        {
                            type: "Lambda",
                            parameters: processorParameters(
                                after(context.transform, pulumi.interpolate`${names.functionArn}:$LATEST`),
                                delivery,
                            ),
                        },
                    ],
                },
                dataFormatConversionConfiguration: parquetOf(args, role, place),
                ...backupOf(args.source, role, log, buffering, place),
                cloudwatchLoggingOptions: logging(log, "destination"),
            },
            tags: args.tags,
        },
        { parent, dependsOn: [role.policy, ...grants, context.transform, log.group, ...log.streams] },
    );
}

function backupOf(
    source: SourceLocation | undefined,
    role: ServiceRole,
    log: DeliveryLog,
    buffering: { readonly bufferingSize: number; readonly bufferingInterval: number },
    place: pulumi.Output<Place>,
) {
    if (source === undefined) return { s3BackupMode: "Disabled" };
    const { location, folder } = source;
    return {
        s3BackupMode: "Enabled",
        s3BackupConfiguration: {
            roleArn: role.arn,
            bucketArn: bucketArnIn(place, location.bucketName),
            kmsKeyArn: location.keyArn,
            prefix: sourcePrefix(folder),
            errorOutputPrefix: errorsPrefix(folder),
            ...buffering,
            compressionFormat: "GZIP",
            cloudwatchLoggingOptions: logging(log, "backup"),
        },
    };
}

/**
 * The parameters of the Lambda processor. One that equals Firehose's default is left out: AWS doesn't give it back, so
 * it would show as a change for ever (the provider's note on `parameterValue`).
 */
export function processorParameters(
    functionArn: pulumi.Input<string>,
    delivery: FeedDeliveryArgs,
): aws.types.input.kinesis.FirehoseDeliveryStreamExtendedS3ConfigurationProcessingConfigurationProcessorParameter[] {
    const settings: [string, number | undefined, number][] = [
        ["NumberOfRetries", delivery.retries, 3],
        ["BufferSizeInMBs", delivery.batchMegabytes, 1],
        ["BufferIntervalInSeconds", delivery.batchSeconds, 60],
    ];
    return [
        { parameterName: "LambdaArn", parameterValue: functionArn },
        ...settings
            .filter(([, value, standard]) => value !== undefined && value !== standard)
            .map(([parameterName, value]) => ({ parameterName, parameterValue: String(value) })),
    ];
}

function parquetOf(args: DeliverySpec, role: ServiceRole, place: pulumi.Output<Place>) {
    return {
        enabled: true,
        // By default the keys of maps would be lower-cased too, and attributes whose names differ in case alone would collide:
        // https://docs.aws.amazon.com/firehose/latest/APIReference/API_OpenXJsonSerDe.html
        inputFormatConfiguration: { deserializer: { openXJsonSerDe: { caseInsensitive: false } } },
        outputFormatConfiguration: { serializer: { parquetSerDe: { compression: "SNAPPY" } } },
        schemaConfiguration: {
            databaseName: args.databaseName,
            tableName: args.tableName,
            roleArn: role.arn,
            region: place.region,
        },
    };
}

interface DeliveryLog {
    readonly group: aws.cloudwatch.LogGroup;
    readonly streams: aws.cloudwatch.LogStream[];
}

function createLog(name: string, args: DeliverySpec, { names, keyArn, parent }: DeliveryContext): DeliveryLog {
    const group = new aws.cloudwatch.LogGroup(
        `${name}-delivery-logs`,
        {
            name: names.deliveryLogGroup,
            retentionInDays: args.logRetentionDays ?? 365,
            kmsKeyId: keyArn,
            deletionProtectionEnabled: !deletionGuard(args.allowDeletion).allowed,
            tags: args.tags,
        },
        { parent },
    );
    // Firehose writes to streams that are there and makes none itself.
    const streams = ["destination", "backup"].map(
        (stream) =>
            new aws.cloudwatch.LogStream(
                `${name}-delivery-logs-${stream}`,
                { name: stream, logGroupName: group.name },
                { parent },
            ),
    );
    return { group, streams };
}

function logging(log: DeliveryLog, stream: string) {
    return { enabled: true, logGroupName: log.group.name, logStreamName: stream };
}

function createDeliveryRole(name: string, args: DeliverySpec, context: DeliveryContext): ServiceRole {
    const { place, names } = context;
    const trust = pulumi.all([place, names.deliveryStreamArn]).apply(([{ accountId }, deliveryStreamArn]) =>
        trustPolicy(["firehose.amazonaws.com"], {
            StringEquals: { "aws:SourceAccount": [accountId] },
            ArnLike: { "aws:SourceArn": [deliveryStreamArn] },
        }),
    );
    const policy = pulumi
        .output({
            place,
            streamArn: context.streamArn,
            streamKeyArn: context.streamKeyArn,
            functionArn: names.functionArn,
            logGroupArn: arnIn(place, "logs", `log-group:${names.deliveryLogGroup}`),
            databaseName: args.databaseName,
            tableName: args.tableName,
            catalogKeyArn: args.catalogKeyArn,
            curated: { bucketArn: bucketArnIn(place, args.curated.bucketName), keyArn: args.curated.keyArn },
            source: args.source && {
                bucketArn: bucketArnIn(place, args.source.location.bucketName),
                keyArn: args.source.location.keyArn,
                prefixes: withErrors(args.source.folder),
            },
        })
        .apply(({ place: at, curated, source, ...arns }) =>
            policyJson(
                deliveryStatements({
                    ...at,
                    ...arns,
                    targets: [
                        { ...curated, prefixes: withErrors(args.rowsFolder) },
                        ...(source === undefined ? [] : [source]),
                    ],
                }),
            ),
        );
    return createServiceRole(
        `${name}-delivery-role`,
        { description: `Delivers the stream ${names.deliveryStream}`, trust, policy, tags: args.tags },
        context.parent,
    );
}

function withErrors(folder: string): string[] {
    return [folder, "errors/" + folder];
}
