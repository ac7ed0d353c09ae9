import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { placeOf } from "../account";
import { AlarmTopic } from "../operations/alarm-topic";
import { isPlain, refuse } from "../problems";
import type { ComponentArgs } from "../support/component-args";
import { folder, prefixProblems } from "../support/location";
import { resultsProblems } from "./results-location";
import { dailyScanQueries } from "./scan-alarm";

const MEBIBYTE = 1024 ** 2;
const TEBIBYTE = 1024 ** 4;
/** Athena's own lower bound: https://docs.aws.amazon.com/athena/latest/APIReference/API_WorkGroupConfiguration.html */
const SMALLEST_CUTOFF = 10 * MEBIBYTE;

/** Where a workgroup writes its results. */
export interface QueryResultsArgs {
    /** Bucket of the results, in the workgroup's Region. */
    bucketName: pulumi.Input<string>;
    /** ARN of the KMS key that encrypts the results. */
    keyArn: pulumi.Input<string>;
    /** Key prefix of the results. Default: `<workgroup>/`, so that workgroups of one bucket stay apart. */
    prefix?: string;
}

/** Arguments of a QueryWorkgroup. */
export interface QueryWorkgroupArgs extends ComponentArgs {
    /** Name of the workgroup: 1 to 128 letters, digits, "-", "_" and ".". Default: the component's name. */
    workgroupName?: string;
    /** What the workgroup is for. */
    description?: pulumi.Input<string>;
    /** Where results go; every query of the workgroup is held to it. */
    results: QueryResultsArgs;
    /**
     * Locations that Lake Formation governs, as `s3://bucket/prefix` or ARN: results inside one of them are refused,
     * since Athena can't write there. Default: none.
     */
    registeredLocations?: pulumi.Input<pulumi.Input<string>[]>;
    /**
     * Bytes that one query may read before Athena cancels it; 10 MiB (10485760) at least. Default: 1 TiB, about 5 USD.
     */
    maxBytesPerQuery?: number;
    /** Bytes read by all queries of a day (UTC) that set off the alarm. Default: 5 TiB, about 25 USD. */
    dailyScanAlarmBytes?: number;
    /** ARN of the SNS topic that the alarm tells. Default: a topic of the workgroup's own. */
    alarmTopicArn?: pulumi.Input<string>;
    /** Whether queries may read buckets whose owner lets the reader pay. Default: false. */
    requesterPays?: boolean;
    /**
     * Whether the key of the workgroup's own alarm topic may be deleted by a `destroy`; the stack setting
     * `lakefront:allowDeletion` must say so as well. Default: false: it is protected.
     */
    allowDeletion?: boolean;
}

/**
 * An Athena workgroup whose settings no query can override: results encrypted with a key and in one place, a limit to
 * what one query may read, and an alarm on what all of them read in a day.
 */
export class QueryWorkgroup extends pulumi.ComponentResource {
    /** Name of the workgroup; resolves once it exists. */
    readonly workgroupName: pulumi.Output<string>;
    /** Where results go, `s3://bucket/prefix/`. */
    readonly resultsLocation: pulumi.Output<string>;
    /** ARN of the topic that the alarm tells. */
    readonly alarmTopicArn: pulumi.Output<string>;
    /** The Athena workgroup. */
    readonly workgroup: aws.athena.Workgroup;

    constructor(name: string, args: QueryWorkgroupArgs, opts?: pulumi.ComponentResourceOptions) {
        const workgroupName = args.workgroupName ?? name;
        refuse("QueryWorkgroup", name, workgroupProblems(workgroupName, args));
        super("lakefront:index:QueryWorkgroup", name, args, opts);
        this.resultsLocation = resultsLocationOf(name, workgroupName, args);
        this.alarmTopicArn = topicOf(name, workgroupName, args, this);

        this.workgroup = new aws.athena.Workgroup(
            `${name}-workgroup`,
            {
                name: workgroupName,
                description: args.description,
                configuration: {
                    enforceWorkgroupConfiguration: true,
                    publishCloudwatchMetricsEnabled: true,
                    bytesScannedCutoffPerQuery: args.maxBytesPerQuery ?? TEBIBYTE,
                    requesterPaysEnabled: args.requesterPays ?? false,
                    engineVersion: { selectedEngineVersion: "Athena engine version 3" },
                    resultConfiguration: {
                        outputLocation: this.resultsLocation,
                        encryptionConfiguration: { encryptionOption: "SSE_KMS", kmsKeyArn: args.results.keyArn },
                    },
                },
                // A workgroup with queries and history in it is not deleted by the way.
                forceDestroy: false,
                tags: args.tags,
            },
            { parent: this },
        );
        createScanAlarm(name, workgroupName, args, this.alarmTopicArn, this);
        this.workgroupName = pulumi.all([workgroupName, this.workgroup.urn]).apply(([known]) => known);
        this.registerOutputs({
            workgroupName: this.workgroupName,
            resultsLocation: this.resultsLocation,
            alarmTopicArn: this.alarmTopicArn,
            workgroup: this.workgroup,
        });
    }
}

function createScanAlarm(
    name: string,
    workgroupName: string,
    args: QueryWorkgroupArgs,
    topicArn: pulumi.Output<string>,
    parent: pulumi.Resource,
): void {
    const threshold = args.dailyScanAlarmBytes ?? 5 * TEBIBYTE;
    new aws.cloudwatch.MetricAlarm(
        `${name}-daily-scan`,
        {
            name: `${workgroupName}-daily-scan`,
            alarmDescription: `The queries of ${workgroupName} read more than ${threshold} bytes in a day`,
            metricQueries: dailyScanQueries(workgroupName),
            comparisonOperator: "GreaterThanThreshold",
            threshold,
            evaluationPeriods: 1,
            treatMissingData: "notBreaching",
            alarmActions: [topicArn],
            tags: args.tags,
        },
        { parent },
    );
}

/** Everything that is wrong with the plain values of a workgroup's arguments. */
export function workgroupProblems(workgroupName: string, args: QueryWorkgroupArgs): string[] {
    const problems = prefixProblems("results.prefix", args.results.prefix);
    if (!/^[A-Za-z0-9._-]{1,128}$/.test(workgroupName)) {
        problems.push(
            `workgroupName is "${workgroupName}": it takes 1 to 128 letters, digits, "-", "_" and ".", for example "lake-dev-analysts".`,
        );
    }
    const { maxBytesPerQuery, dailyScanAlarmBytes } = args;
    if (
        maxBytesPerQuery !== undefined &&
        !(Number.isSafeInteger(maxBytesPerQuery) && maxBytesPerQuery >= SMALLEST_CUTOFF)
    ) {
        problems.push(
            `maxBytesPerQuery is ${maxBytesPerQuery}: Athena takes a whole number of bytes from ${SMALLEST_CUTOFF} (10 MiB), for example ${TEBIBYTE} (1 TiB).`,
        );
    }
    if (dailyScanAlarmBytes !== undefined && !(Number.isSafeInteger(dailyScanAlarmBytes) && dailyScanAlarmBytes > 0)) {
        problems.push(
            `dailyScanAlarmBytes is ${dailyScanAlarmBytes}: it takes a whole number of bytes above 0, for example ${5 * TEBIBYTE} (5 TiB).`,
        );
    }
    return problems;
}

function resultsLocationOf(name: string, workgroupName: string, args: QueryWorkgroupArgs): pulumi.Output<string> {
    const prefix = folder(args.results.prefix ?? workgroupName);
    const { bucketName } = args.results;
    const registered = args.registeredLocations ?? [];
    // Plain values are judged at once, so that the mistake shows where it was made.
    if (isPlain(bucketName) && isPlain(registered) && registered.every((location) => isPlain(location))) {
        refuse("QueryWorkgroup", name, resultsProblems(`s3://${bucketName}/${prefix}`, registered));
    }
    return pulumi.all([bucketName, registered]).apply(([bucket, locations]) => {
        const location = `s3://${bucket}/${prefix}`;
        refuse("QueryWorkgroup", name, resultsProblems(location, locations));
        return location;
    });
}

function topicOf(
    name: string,
    workgroupName: string,
    args: QueryWorkgroupArgs,
    parent: pulumi.Resource,
): pulumi.Output<string> {
    if (args.alarmTopicArn !== undefined) return pulumi.output(args.alarmTopicArn);
    const place = placeOf(args, parent);
    const topic = new AlarmTopic(
        `${name}-alarms`,
        {
            topicName: `${workgroupName}-alarms`,
            allowDeletion: args.allowDeletion,
            tags: args.tags,
            accountId: place.accountId,
            region: place.region,
            partition: place.partition,
        },
        { parent },
    );
    return topic.topicArn;
}
