import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { placeOf } from "../account";
import { logGroupArn, trailArn } from "./audit-trail-names";
import { AUDIT, planTrail, type TrailPlan } from "./audit-trail-plan";
import { encryptionStatements, tlsStatements, trailStatements } from "./bucket-policy";
import { deletionGuard } from "./deletion-guard";
import { encryptionKey, keyArnOf } from "./encryption-key";
import { eventSelectors } from "./event-selectors";
import { logGroupKeyStatement, trailKeyStatements } from "./key-policy";
import { addressOf, type Scope } from "./lake";
import type { LifecycleArgs } from "./lifecycle";
import { type PolicyStatementArgs, policyJson, trustPolicy } from "./policy-document";
import { secureBucket } from "./secure-bucket";
import type { ObjectLockArgs } from "./tier-args";

/** What an audit trail is to watch, and how long it remembers. */
export interface AuditTrailArgs {
    /** The ARNs of the buckets whose every read and write is recorded, by any name. */
    buckets: Record<string, pulumi.Input<string>>;
    /** The ARNs of the functions whose every call is recorded, by any name. Default: none. */
    functions?: Record<string, pulumi.Input<string>>;
    /** The start of every physical name. Default: the component's name. */
    namePrefix?: string;
    /**
     * Encrypts the trail with this customer managed key, whose policy must let CloudTrail and CloudWatch Logs use it.
     * Default: a key of the trail's own.
     */
    kmsKeyArn?: pulumi.Input<string>;
    /** The bucket that takes the access logs of the trail's bucket. Default: no access logs. */
    accessLogBucketName?: pulumi.Input<string>;
    /**
     * Days that events stay in CloudWatch Logs, where they can be searched. One of the numbers that CloudWatch Logs
     * knows. Default: 365.
     */
    searchableDays?: number;
    /** The lock on the trail's files. Default: `GOVERNANCE`, 365 days. */
    objectLock?: ObjectLockArgs;
    /** How the trail's files age. Default: to `GLACIER_IR` after 90 days, kept for ever. */
    lifecycle?: LifecycleArgs;
    /** More statements for the policy of the trail's bucket. */
    bucketPolicyStatements?: PolicyStatementArgs[];
    /**
     * Lets `pulumi destroy` delete the trail's files, locks permitting. Takes effect only when the stack's setting
     * `lakefront:allowDeletion` is true as well. Default: false.
     */
    allowDeletion?: boolean;
    /** The account that the trail is in. Default: looked up. */
    accountId?: pulumi.Input<string>;
    /** The region that the trail is made in; it records all regions. Default: looked up. */
    region?: pulumi.Input<string>;
    /** The AWS partition. Default: looked up. */
    partition?: pulumi.Input<string>;
    /** Tags on every resource that takes tags. */
    tags?: pulumi.Input<Record<string, pulumi.Input<string>>>;
}

/**
 * Who did what with the data: a CloudTrail trail over all regions, with every read and write of the given buckets, to a
 * locked bucket of its own and to a log group for searching.
 */
export class AuditTrail extends pulumi.ComponentResource {
    /** The trail's ARN. */
    public readonly trailArn: pulumi.Output<string>;
    /** The bucket that holds the trail's files. */
    public readonly bucketName: pulumi.Output<string>;
    /** The log group in which events can be searched. */
    public readonly logGroupName: pulumi.Output<string>;
    /** The ARN of the key that encrypts the trail. */
    public readonly keyArn: pulumi.Output<string>;

    /**
     * @param name the component's name, and the start of its physical names unless `namePrefix` is given
     * @throws a `RunError` that lists every problem of the arguments, before anything is made
     */
    constructor(name: string, args: AuditTrailArgs, opts?: pulumi.ComponentResourceOptions) {
        const plan = planTrail(name, args);
        super("lakefront:index:AuditTrail", name, args, opts);
        const place = placeOf(args, this);
        const parts: TrailParts = {
            scope: {
                name,
                parent: this,
                place,
                guard: deletionGuard(args.allowDeletion),
                dependsOn: opts?.dependsOn,
                tags: args.tags,
            },
            plan,
            args,
        };

        const keyArn = pulumi.output(args.kmsKeyArn ?? createKey(parts));
        const bucket = createBucket(parts, keyArn);
        const logs = createLogs(parts, keyArn);
        const trail = createTrail(parts, keyArn, bucket, logs);

        this.keyArn = keyArn;
        this.bucketName = bucket.bucketName;
        this.logGroupName = logs.group.name;
        this.trailArn = pulumi.all([place, trail.urn]).apply(([where]) => trailArn(where, plan.trailName));
        this.registerOutputs({
            trailArn: this.trailArn,
            bucketName: this.bucketName,
            logGroupName: this.logGroupName,
            keyArn: this.keyArn,
        });
    }
}

interface TrailParts {
    readonly scope: Scope;
    readonly plan: TrailPlan;
    readonly args: AuditTrailArgs;
}

interface TrailBucket {
    readonly bucketName: pulumi.Output<string>;
    readonly ready: readonly pulumi.Resource[];
}

interface TrailLogs {
    readonly group: aws.cloudwatch.LogGroup;
    readonly role: aws.iam.Role;
    readonly rolePolicy: aws.iam.RolePolicy;
}

function createKey({ scope, plan }: TrailParts): pulumi.Output<string> {
    const key = encryptionKey(
        `${scope.name}-key`,
        {
            alias: `${plan.prefix}-${AUDIT}`,
            description: `Audit trail ${plan.trailName}.`,
            services: scope.place.apply((where) => [
                ...trailKeyStatements(where, trailArn(where, plan.trailName)),
                logGroupKeyStatement(where, plan.logGroupName),
            ]),
            tags: scope.tags,
        },
        scope,
    );
    return keyArnOf(key, scope.place);
}

function createBucket({ scope, plan, args }: TrailParts, keyArn: pulumi.Output<string>): TrailBucket {
    const address = addressOf(plan.prefix, AUDIT, scope.place);
    const { ready } = secureBucket(
        scope.name,
        {
            ...address,
            keyArn,
            statements: pulumi
                .all([scope.place, address.bucketArn, keyArn])
                .apply(([where, arn, key]) => [
                    ...tlsStatements(arn),
                    ...encryptionStatements(arn, key, []),
                    ...trailStatements(where, arn, trailArn(where, plan.trailName)),
                ]),
            extraStatements: args.bucketPolicyStatements,
            lifecycle: plan.lifecycle,
            objectLock: plan.objectLock,
            accessLogs:
                args.accessLogBucketName === undefined
                    ? undefined
                    : { bucketName: args.accessLogBucketName, ready: [] },
            tags: scope.tags,
        },
        scope,
    );
    return { bucketName: address.bucketName, ready };
}

function createLogs({ scope, plan }: TrailParts, keyArn: pulumi.Output<string>): TrailLogs {
    const group = new aws.cloudwatch.LogGroup(
        `${scope.name}-log-group`,
        {
            name: plan.logGroupName,
            kmsKeyId: keyArn,
            retentionInDays: plan.searchableDays,
            deletionProtectionEnabled: !scope.guard.allowed,
            tags: scope.tags,
        },
        { parent: scope.parent, ...scope.guard.safeguard },
    );
    const role = new aws.iam.Role(
        `${scope.name}-log-role`,
        {
            description: `CloudTrail writes the events of ${plan.trailName} to CloudWatch Logs as this role.`,
            assumeRolePolicy: scope.place.apply((where) =>
                trustPolicy(["cloudtrail.amazonaws.com"], {
                    StringEquals: {
                        "aws:SourceAccount": [where.accountId],
                        "aws:SourceArn": [trailArn(where, plan.trailName)],
                    },
                }),
            ),
            tags: scope.tags,
        },
        { parent: scope.parent },
    );
    const rolePolicy = new aws.iam.RolePolicy(
        `${scope.name}-log-role-policy`,
        {
            role: role.name,
            policy: scope.place.apply((where) =>
                policyJson([
                    {
                        sid: "WriteEvents",
                        actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
                        // CloudTrail names its streams so itself.
                        resources: [
                            `${logGroupArn(where, plan.logGroupName)}:log-stream:${where.accountId}_CloudTrail_${where.region}*`,
                        ],
                    },
                ]),
            ),
        },
        { parent: scope.parent },
    );
    return { group, role, rolePolicy };
}

function createTrail(
    { scope, plan, args }: TrailParts,
    keyArn: pulumi.Output<string>,
    bucket: TrailBucket,
    logs: TrailLogs,
): aws.cloudtrail.Trail {
    return new aws.cloudtrail.Trail(
        `${scope.name}-trail`,
        {
            name: plan.trailName,
            s3BucketName: bucket.bucketName,
            kmsKeyId: keyArn,
            enableLogging: true,
            enableLogFileValidation: true,
            isMultiRegionTrail: true,
            includeGlobalServiceEvents: true,
            cloudWatchLogsGroupArn: scope.place.apply((where) => `${logGroupArn(where, plan.logGroupName)}:*`),
            cloudWatchLogsRoleArn: logs.role.arn,
            advancedEventSelectors: pulumi
                .all([pulumi.output(args.buckets), pulumi.output(args.functions ?? {})])
                .apply(([buckets, functions]) => eventSelectors(buckets, functions)),
            tags: scope.tags,
        },
        { parent: scope.parent, dependsOn: [...bucket.ready, logs.group, logs.rolePolicy] },
    );
}
