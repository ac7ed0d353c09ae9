import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Place } from "../account";
import { functionBundle } from "../bundles";
import { deletionGuard } from "../lake/deletion-guard";
import { policyJson, trustPolicy } from "../lake/policy-document";
import { arnIn, bucketArnIn } from "../support/arns";
import { type FeedLocation, folder } from "../support/location";
import { createServiceRole } from "../support/service-role";
import type { FeedFunctionArgs } from "./feed-args";
import type { FeedNames } from "./feed-names";
import { transformStatements } from "./transform-policy";

const YEAR_DAYS = 365;

/** What the function does. */
export interface TransformSpec {
    /** Bundle of its code. */
    readonly bundle: string;
    /** What it turns into rows, for its description. */
    readonly title: string;
    readonly quarantine: FeedLocation;
    readonly transform?: FeedFunctionArgs;
    /** Environment beside that of every feed. */
    readonly environment?: Record<string, pulumi.Input<string>>;
    readonly logRetentionDays?: number;
    readonly allowDeletion?: boolean;
    readonly tags?: pulumi.Input<Record<string, pulumi.Input<string>>>;
}

/** Names and ARNs of the function's parts, known before anything exists. */
export type TransformNames = Pick<
    FeedNames,
    "stream" | "function" | "functionArn" | "functionLogGroup" | "metricNamespace"
>;

/** What the function works with. */
export interface TransformContext {
    readonly place: pulumi.Output<Place>;
    readonly names: TransformNames;
    readonly keyArn: pulumi.Output<string>;
    /** The source stream: its ARN resolves once the stream is there. */
    readonly streamArn: pulumi.Output<string>;
    readonly streamKeyArn: pulumi.Output<string>;
    readonly parent: pulumi.Resource;
}

/** Folder of the documents that can't be read. */
export function quarantinePrefix(args: Pick<TransformSpec, "quarantine">): string {
    return folder(args.quarantine.prefix ?? "quarantine/");
}

/** The Lambda function that turns the feed's documents into rows, with its role and its log group. */
export function createTransformFunction(
    name: string,
    args: TransformSpec,
    context: TransformContext,
): aws.lambda.Function {
    const { names, parent } = context;
    const settings = args.transform ?? {};
    const logGroup = new aws.cloudwatch.LogGroup(
        `${name}-function-logs`,
        {
            name: names.functionLogGroup,
            retentionInDays: args.logRetentionDays ?? YEAR_DAYS,
            kmsKeyId: context.keyArn,
            deletionProtectionEnabled: !deletionGuard(args.allowDeletion).allowed,
            tags: args.tags,
        },
        { parent },
    );
    const role = createFunctionRole(name, args, context);
    return new aws.lambda.Function(
        `${name}-function`,
        {
            name: names.function,
            description: `Turns ${args.title} into rows of the lake`,
            runtime: "nodejs22.x",
            architectures: ["arm64"],
            handler: "index.handler",
            code: new pulumi.asset.FileArchive(functionBundle(args.bundle)),
            role: role.arn,
            memorySize: settings.memoryMegabytes ?? 512,
            timeout: settings.timeoutSeconds ?? 60,
            reservedConcurrentExecutions: settings.reservedConcurrency,
            environment: {
                variables: {
                    ...settings.environment,
                    ...args.environment,
                    QUARANTINE_BUCKET: args.quarantine.bucketName,
                    QUARANTINE_PREFIX: quarantinePrefix(args),
                    SOURCE_STREAM_NAME: names.stream,
                    METRIC_NAMESPACE: names.metricNamespace,
                },
            },
            kmsKeyArn: context.keyArn,
            tracingConfig: { mode: "Active" },
            loggingConfig: { logFormat: "JSON", logGroup: logGroup.name },
            tags: args.tags,
        },
        { parent, dependsOn: [role.policy, logGroup] },
    );
}

function createFunctionRole(name: string, args: TransformSpec, context: TransformContext) {
    const { place, names } = context;
    const trust = place.apply(({ accountId }) =>
        trustPolicy(["lambda.amazonaws.com"], { StringEquals: { "aws:SourceAccount": [accountId] } }),
    );
    const policy = pulumi
        .output({
            place,
            logGroupArn: arnIn(place, "logs", `log-group:${names.functionLogGroup}`),
            functionArn: names.functionArn,
            environmentKeyArn: context.keyArn,
            streamArn: context.streamArn,
            streamKeyArn: context.streamKeyArn,
            quarantineBucketArn: bucketArnIn(place, args.quarantine.bucketName),
            quarantineKeyArn: args.quarantine.keyArn,
        })
        .apply(({ place: at, ...arns }) =>
            policyJson(transformStatements({ ...arns, region: at.region, quarantinePrefix: quarantinePrefix(args) })),
        );
    return createServiceRole(
        `${name}-function-role`,
        { description: `Runs the function ${names.function}`, trust, policy, tags: args.tags },
        context.parent,
    );
}
