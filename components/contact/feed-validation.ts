import { choiceProblem, isPlain, rangeProblem } from "../problems";
import { prefixProblems } from "../support/location";
import { logRetentionProblems } from "../support/log-retention";
import { type ContactFeedArgs, type FeedInstance, type FeedStreamArgs, StreamMode } from "./feed-args";
import { ContactDataKind } from "./kinds";

/** Everything that is wrong with the plain values of a feed's arguments, in the order of the arguments. */
export function feedProblems(name: string, args: ContactFeedArgs): string[] {
    return [
        ...choiceProblem("kind", args.kind, ContactDataKind),
        ...nameProblems(args.physicalName ?? name),
        ...prefixProblems("curated.prefix", args.curated.prefix),
        ...prefixProblems("raw.prefix", args.raw.prefix),
        ...prefixProblems("quarantine.prefix", args.quarantine.prefix),
        ...streamProblems(args.stream ?? {}),
        ...deliveryProblems(args),
        ...transformProblems(args),
        ...alarmProblems(args),
        ...instanceProblems(args.instances ?? []),
        ...logRetentionProblems(args.logRetentionDays),
    ];
}

function nameProblems(physicalName: string): string[] {
    if (/^[A-Za-z0-9_-]{1,50}$/.test(physicalName)) return [];
    return [
        `physicalName is "${physicalName}" (${physicalName.length} characters): use 1 to 50 letters, digits, "-" and "_", for example "lake-dev-contact-records"`,
    ];
}

export function streamProblems(stream: FeedStreamArgs): string[] {
    const problems: string[] = [];
    if (stream.existing) {
        for (const property of ["mode", "shardCount", "retentionHours"] as const) {
            if (stream[property] !== undefined) {
                problems.push(`stream.${property} is given beside stream.existing: set it where that stream is made`);
            }
        }
    }
    if (stream.shardCount !== undefined && stream.mode !== StreamMode.Provisioned) {
        problems.push(
            `stream.shardCount is ${stream.shardCount} for a stream that is not provisioned: leave it out, or set stream.mode to "provisioned"`,
        );
    }
    problems.push(
        ...choiceProblem("stream.mode", stream.mode, StreamMode),
        ...rangeProblem("stream.shardCount", stream.shardCount, 1, 10_000),
        ...rangeProblem("stream.retentionHours", stream.retentionHours, 168, 8760),
    );
    return problems;
}

// Limits: https://docs.aws.amazon.com/firehose/latest/dev/limits.html and
// https://docs.aws.amazon.com/firehose/latest/dev/data-transformation.html
export function deliveryProblems({ delivery = {} }: Pick<ContactFeedArgs, "delivery">): string[] {
    return [
        ...rangeProblem("delivery.bufferMegabytes", delivery.bufferMegabytes, 64, 128),
        ...rangeProblem("delivery.bufferSeconds", delivery.bufferSeconds, 60, 900),
        ...rangeProblem("delivery.batchMegabytes", delivery.batchMegabytes, 1, 3),
        ...rangeProblem("delivery.batchSeconds", delivery.batchSeconds, 60, 900),
        ...rangeProblem("delivery.retries", delivery.retries, 0, 300),
        ...rangeProblem("delivery.partitionRetrySeconds", delivery.partitionRetrySeconds, 0, 7200),
    ];
}

export function transformProblems({ transform = {} }: Pick<ContactFeedArgs, "transform">): string[] {
    return [
        ...rangeProblem("transform.memoryMegabytes", transform.memoryMegabytes, 128, 10_240),
        ...rangeProblem("transform.timeoutSeconds", transform.timeoutSeconds, 1, 300),
        ...rangeProblem("transform.reservedConcurrency", transform.reservedConcurrency, 1, 1000),
    ];
}

export function alarmProblems({ alarms = {} }: Pick<ContactFeedArgs, "alarms">): string[] {
    return [
        ...rangeProblem("alarms.iteratorAgeSeconds", alarms.iteratorAgeSeconds, 60, 604_800),
        ...rangeProblem("alarms.freshnessSeconds", alarms.freshnessSeconds, 60, 604_800),
        ...rangeProblem("alarms.quarantinedRecords", alarms.quarantinedRecords, 1, 1_000_000),
    ];
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

function instanceProblems(instances: FeedInstance[]): string[] {
    const problems: string[] = [];
    const seen = new Set<string>();
    for (const [index, instance] of instances.entries()) {
        if (!/^[a-z0-9][a-z0-9-]{0,61}$/.test(instance.alias)) {
            problems.push(
                `instances[${index}].alias is "${instance.alias}": use lower-case letters, digits and "-", for example "acme-support"`,
            );
        }
        if (seen.has(instance.alias)) {
            problems.push(`instances[${index}].alias "${instance.alias}" is used twice: each instance needs its own`);
        }
        seen.add(instance.alias);
        if (isPlain(instance.id) && !UUID.test(instance.id)) {
            problems.push(
                `instances[${index}].id is "${instance.id}": give the instance's UUID, for example "11111111-2222-3333-4444-555555555555"`,
            );
        }
        if (instance.associationId !== undefined && !isPlain(instance.id)) {
            problems.push(
                `instances[${index}].associationId is given, but its id is an output: an instance made here has no association to import, so leave it out`,
            );
        }
        if (instance.associationId !== undefined && instance.wire === false) {
            problems.push(
                `instances[${index}].associationId is given but wire is false: leave one of them out, since an association that isn't wired isn't imported`,
            );
        }
    }
    return problems;
}
