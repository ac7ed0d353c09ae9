import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Scope } from "../lake/lake";
import { refuse } from "../problems";
import { alarmResources, failureQueueAlarm, metricNamespace, serviceFunctionAlarms } from "../support/alarms";
import { arnIn, bucketArnIn } from "../support/arns";
import { logRetentionProblems } from "../support/log-retention";
import { scopeOf } from "../support/scope";
import { createServiceFunction, functionLogGroup, type ServiceFunction } from "../support/service-function";
import { serviceKey } from "../support/service-key";
import type { CatalogSyncArgs, DeployedCatalogFile } from "./catalog-sync-args";
import { catalogSyncStatements, notificationKeyStatement } from "./catalog-sync-policy";
import { physicalNameProblems, shopFunctionProblems } from "./shop-function-problems";
import { createUploadQueues, notifyOfUploads, type UploadQueues, uploadQueueNames } from "./upload-queue";

const BUNDLE = "sync-catalog";
/** The longest that Lambda allows: a large catalogue's ingestion job takes minutes. */
const TIMEOUT_SECONDS = 900;
const MEMORY_MEGABYTES = 1024;
/** The least that Lambda allows for a queue. The sync holds a lease besides, so two never write at once. */
const LEAST_CONCURRENCY = 2;
const UPLOADS_A_RUN = 10;
const LONGEST_NAME = 40;
/** A file that lacks more than a fifth of what is on sale was probably cut off, or exported by a wrong filter. */
const REMOVAL_THRESHOLD = 0.2;

/**
 * Keeps the products table and the knowledge base in step with catalogue files: what changed is written, and nothing
 * else. It runs when the deployed file changes, and then fails the deployment with the reasons if it can't load it; and
 * whenever a file is uploaded to `catalog/`, one after another through a queue.
 *
 * It is a component of its own because the knowledge base lies between it and the catalogue: ProductCatalog,
 * KnowledgeBase, CatalogSync.
 */
export class CatalogSync extends pulumi.ComponentResource {
    /** ARN of the function: invoke it with a source to run a sync by hand. */
    readonly functionArn: pulumi.Output<string>;
    /** Name of the function. */
    readonly functionName: pulumi.Output<string>;
    /** ARN of the queue that uploads come through. */
    readonly queueArn: pulumi.Output<string>;
    /** ARN of the queue with the uploads that were given up on. */
    readonly failedQueueArn: pulumi.Output<string>;
    /** Report of the sync at deployment, as JSON; absent when nothing is deployed. */
    readonly report?: pulumi.Output<string>;

    constructor(name: string, args: CatalogSyncArgs, opts?: pulumi.ComponentResourceOptions) {
        const physicalName = args.physicalName ?? name;
        refuse("CatalogSync", name, catalogSyncProblems(physicalName, args));
        super("lakefront:index:CatalogSync", name, args, opts);
        const scope = scopeOf(name, args, this, opts);
        const bucketArn = bucketArnIn(scope.place, args.catalog.bucketName);
        const keyArn = createKey(physicalName, args, bucketArn, scope);
        const queues = createUploadQueues(
            physicalName,
            { keyArn, bucketArn, functionTimeoutSeconds: TIMEOUT_SECONDS },
            scope,
        );
        const sync = createSyncFunction(physicalName, args, { keyArn, bucketArn, queues }, scope);
        readUploads(sync, queues, scope);
        const deployment = args.deployed && syncDeployed(args, args.deployed, sync, scope);
        if (args.ownNotifications ?? true) notifyOfUploads(args.catalog.bucketName, queues.uploads, deployment, scope);
        createAlarms(physicalName, args, scope);

        this.functionArn = sync.arn;
        this.functionName = sync.function.name;
        this.queueArn = queues.uploads.arn;
        this.failedQueueArn = queues.failed.arn;
        if (deployment) this.report = deployment.result;
        this.registerOutputs({
            functionArn: this.functionArn,
            functionName: this.functionName,
            queueArn: this.queueArn,
            failedQueueArn: this.failedQueueArn,
            report: this.report,
        });
    }
}

function catalogSyncProblems(physicalName: string, args: CatalogSyncArgs): string[] {
    return [
        ...physicalNameProblems(physicalName, LONGEST_NAME),
        ...shareProblems("rejectThreshold", args.rejectThreshold, "0.02 for two rows in a hundred"),
        ...shareProblems("removalThreshold", args.removalThreshold, "0.2 for one product in five"),
        ...shopFunctionProblems("syncFunction", args.syncFunction),
        ...logRetentionProblems(args.logRetentionDays),
    ];
}

function shareProblems(property: string, share: number | undefined, example: string): string[] {
    if (share === undefined || (share >= 0 && share <= 1)) return [];
    return [`${property} is ${share}: it takes a share from 0 to 1, for example ${example}`];
}

function createKey(
    physicalName: string,
    args: CatalogSyncArgs,
    bucketArn: pulumi.Output<string>,
    scope: Scope,
): pulumi.Output<string> {
    return serviceKey(
        scope.name,
        {
            kmsKeyArn: args.kmsKeyArn,
            alias: `${physicalName}-sync`,
            description: `Encrypts the queues, the logs and the settings of the catalogue sync ${physicalName}`,
            logGroups: [functionLogGroup(physicalName)],
            services: pulumi
                .all([scope.place, bucketArn])
                .apply(([{ accountId }, arn]) => [notificationKeyStatement(accountId, arn)]),
            allowDeletion: args.allowDeletion,
            tags: args.tags,
        },
        scope.place,
        scope.parent,
    );
}

function createSyncFunction(
    functionName: string,
    args: CatalogSyncArgs,
    own: { keyArn: pulumi.Output<string>; bucketArn: pulumi.Output<string>; queues: UploadQueues },
    scope: Scope,
): ServiceFunction {
    const { catalog, knowledgeBase, events } = args;
    return createServiceFunction(
        scope.name,
        {
            functionName,
            bundle: BUNDLE,
            description: "Loads catalogue files into the products table and the knowledge base",
            place: scope.place,
            keyArn: own.keyArn,
            timeoutSeconds: TIMEOUT_SECONDS,
            memoryMegabytes: args.syncFunction?.memoryMegabytes ?? MEMORY_MEGABYTES,
            reservedConcurrency: args.syncFunction?.reservedConcurrency,
            environment: {
                ...syncEnvironment(args),
                FAILED_UPLOADS_QUEUE_URL: own.queues.failed.queue.url,
                METRIC_NAMESPACE: metricNamespace(functionName),
            },
            statements: pulumi
                .output({
                    region: scope.place.region,
                    bucketArn: own.bucketArn,
                    tableArn: arnIn(scope.place, "dynamodb", pulumi.interpolate`table/${catalog.tableName}`),
                    catalogKeyArn: catalog.keyArn,
                    queueArn: own.queues.uploads.arn,
                    failedQueueArn: own.queues.failed.arn,
                    queueKeyArn: own.keyArn,
                    knowledgeBaseArn: knowledgeBase?.arn,
                    events: events && { streamArn: events.streamArn, keyArn: events.keyArn },
                })
                .apply(catalogSyncStatements),
            logRetentionDays: args.logRetentionDays,
            allowDeletion: args.allowDeletion,
            tags: args.tags,
        },
        scope.parent,
    );
}

function syncEnvironment(args: CatalogSyncArgs): Record<string, pulumi.Input<string>> {
    const { catalog, knowledgeBase, events, shopPolicyJson } = args;
    return {
        PRODUCTS_TABLE: catalog.tableName,
        CATALOG_BUCKET: catalog.bucketName,
        REJECT_THRESHOLD: String(args.rejectThreshold ?? 0),
        REMOVAL_THRESHOLD: String(args.removalThreshold ?? REMOVAL_THRESHOLD),
        ...(knowledgeBase && {
            KNOWLEDGE_BASE_ID: knowledgeBase.id,
            PRODUCT_DATA_SOURCE_ID: knowledgeBase.productDataSourceId,
            POLICY_DATA_SOURCE_ID: knowledgeBase.policyDataSourceId,
        }),
        ...(events && { EVENT_STREAM: events.streamName }),
        ...(shopPolicyJson !== undefined && { SHOP_POLICY: shopPolicyJson }),
    };
}

/** A burst of uploads costs one sync: of several files in a batch the newest counts. */
function readUploads(sync: ServiceFunction, { uploads }: UploadQueues, { name, parent, tags }: Scope): void {
    new aws.lambda.EventSourceMapping(
        `${name}-uploads-mapping`,
        {
            eventSourceArn: uploads.arn,
            functionName: sync.arn,
            batchSize: UPLOADS_A_RUN,
            scalingConfig: { maximumConcurrency: LEAST_CONCURRENCY },
            functionResponseTypes: ["ReportBatchItemFailures"],
            tags,
        },
        { parent, dependsOn: [sync.policy, uploads.queue] },
    );
}

/**
 * Runs the sync at deployment, again whenever what is deployed changes or what it is loaded into. Not when only the
 * code changes: that would take back what was uploaded since.
 */
function syncDeployed(
    { catalog, knowledgeBase }: CatalogSyncArgs,
    deployed: DeployedCatalogFile,
    sync: ServiceFunction,
    { name, parent, dependsOn }: Scope,
): aws.lambda.Invocation {
    const input = pulumi
        .output({ bucket: catalog.bucketName, key: deployed.key })
        .apply((source) => JSON.stringify({ source, trigger: "deploy" }));
    return new aws.lambda.Invocation(
        `${name}-deployed`,
        {
            functionName: sync.function.name,
            input,
            triggers: {
                content: deployed.contentHash,
                table: catalog.tableName,
                ...(knowledgeBase && {
                    knowledgeBase: knowledgeBase.id,
                    products: knowledgeBase.productDataSourceId,
                    policies: knowledgeBase.policyDataSourceId,
                }),
            },
        },
        {
            parent,
            dependsOn: pulumi.output(dependsOn ?? []).apply((first) => [sync.function, sync.policy, ...[first].flat()]),
        },
    );
}

function createAlarms(physicalName: string, args: CatalogSyncArgs, scope: Scope): void {
    alarmResources(
        scope.name,
        [
            ...serviceFunctionAlarms("function", physicalName, "loads the catalogue"),
            {
                // What is reported to the queue as failed is no error of the function, and hours pass before it is given up on.
                suffix: "failed-syncs",
                description: "A catalogue file was refused or could not be loaded: the sync's report says why",
                namespace: metricNamespace(physicalName),
                metricName: "FailedSyncs",
                dimensions: { Table: "catalog_syncs" },
                statistic: "Sum",
                threshold: 1,
            },
            failureQueueAlarm(
                "uploads-waiting",
                uploadQueueNames(physicalName).failed,
                "An uploaded catalogue file could not be loaded",
            ),
        ],
        { namePrefix: physicalName, topicArn: args.alarmTopicArn, tags: args.tags },
        scope.parent,
    );
}
