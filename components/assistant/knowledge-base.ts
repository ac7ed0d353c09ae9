import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { type Place, placeOf } from "../account";
import { policyJson } from "../lake/policy-document";
import { refuse } from "../problems";
import { collectionPolicyName, documentPolicy } from "../search/collection-policies";
import { embeddingOf } from "../search/embedding-models";
import { storageConfiguration, storeArns, VectorStoreKind } from "../search/vector-store";
import { bucketArnIn } from "../support/arns";
import { folder } from "../support/location";
import { serviceKey } from "../support/service-key";
import { createServiceRole, type ServiceRole } from "../support/service-role";
import { chunkingConfiguration } from "./chunking";
import { DataDeletionPolicy, type KnowledgeBaseArgs, type KnowledgeSourceArgs } from "./knowledge-base-args";
import { deliverLogs, ingestionLogGroup } from "./knowledge-base-logs";
import { bedrockTrust, knowledgeBaseStatements } from "./knowledge-base-policy";
import { knowledgeBaseProblems } from "./knowledge-base-problems";

/**
 * A knowledge base of Bedrock over folders of documents in S3, found by meaning. Its role reads just these folders, calls
 * just this embedding model and writes just this index, and everything it needs is there before it is: Bedrock tries the
 * store out when it creates a knowledge base.
 *
 * It makes no ingestion: CatalogSync does, or `StartIngestionJob`.
 */
export class KnowledgeBase extends pulumi.ComponentResource {
    /** Id of the knowledge base. */
    readonly knowledgeBaseId: pulumi.Output<string>;
    /** ARN of the knowledge base: who searches it needs `bedrock:Retrieve` on it. */
    readonly knowledgeBaseArn: pulumi.Output<string>;
    /** Ids of the data sources, by their names. */
    readonly dataSourceIds: pulumi.Output<Record<string, string>>;
    /** ARN of the role that Bedrock reads and writes as. */
    readonly roleArn: pulumi.Output<string>;
    /** ARN of the key of documents on their way and of the logs. */
    readonly keyArn: pulumi.Output<string>;
    /** Log group of the ingestions. */
    readonly logGroup: aws.cloudwatch.LogGroup;
    /** The knowledge base. */
    readonly knowledgeBase: aws.bedrock.AgentKnowledgeBase;

    constructor(name: string, args: KnowledgeBaseArgs, opts?: pulumi.ComponentResourceOptions) {
        refuse("KnowledgeBase", name, knowledgeBaseProblems(name, args));
        super("lakefront:index:KnowledgeBase", name, args, opts);
        const place = placeOf(args, this);
        const physicalName = args.physicalName ?? name;
        const context: Context = { name, physicalName, args, place, parent: this };

        this.keyArn = createKey(context);
        const role = createRole(context, this.keyArn);
        const access = grantDocuments(context, role);
        const ready = [role.policy, ...access];
        this.knowledgeBase = createKnowledgeBase(context, role, ready);
        this.dataSourceIds = createDataSources(context, this.knowledgeBase, this.keyArn, ready);
        this.logGroup = deliverLogs(
            name,
            args,
            { physicalName, knowledgeBase: this.knowledgeBase, keyArn: this.keyArn },
            this,
        );
        this.knowledgeBaseId = this.knowledgeBase.id;
        this.knowledgeBaseArn = this.knowledgeBase.arn;
        this.roleArn = role.arn;
        this.registerOutputs({
            knowledgeBaseId: this.knowledgeBaseId,
            knowledgeBaseArn: this.knowledgeBaseArn,
            dataSourceIds: this.dataSourceIds,
            roleArn: this.roleArn,
            keyArn: this.keyArn,
            logGroup: this.logGroup,
            knowledgeBase: this.knowledgeBase,
        });
    }

    /**
     * The id of one data source.
     *
     * @throws inside the output, a `RunError` that names the data sources, when there is none of this name
     */
    dataSourceId(key: string): pulumi.Output<string> {
        return this.dataSourceIds.apply((ids) => {
            if (!Object.hasOwn(ids, key)) {
                throw new pulumi.RunError(`There is no data source "${key}": there is ${Object.keys(ids).join(", ")}`);
            }
            return ids[key] as string;
        });
    }
}

interface Context {
    readonly name: string;
    readonly physicalName: string;
    readonly args: KnowledgeBaseArgs;
    readonly place: pulumi.Output<Place>;
    readonly parent: pulumi.Resource;
}

function createKey({ name, physicalName, args, place, parent }: Context): pulumi.Output<string> {
    return serviceKey(
        name,
        {
            kmsKeyArn: args.kmsKeyArn,
            alias: physicalName,
            description: `Encrypts documents on their way into the knowledge base ${physicalName}, and its logs`,
            logGroups: [ingestionLogGroup(physicalName)],
            allowDeletion: args.allowDeletion,
            tags: args.tags,
        },
        place,
        parent,
    );
}

function createRole({ name, args, place, parent }: Context, keyArn: pulumi.Output<string>): ServiceRole {
    const policy = pulumi
        .output({
            place,
            modelArn: embeddingModelArn(args, place),
            keyArn,
            store: storeArns(args.store),
            sources: Object.values(args.dataSources).map(({ bucketName, bucketKeyArn, prefix }) => ({
                bucketArn: bucketArnIn(place, bucketName),
                bucketKeyArn,
                prefix: folder(prefix),
            })),
        })
        .apply((facts) => policyJson(knowledgeBaseStatements(facts)));
    return createServiceRole(
        `${name}-role`,
        {
            description: `Reads the documents of the knowledge base ${name} and writes its vectors`,
            trust: place.apply((at) => bedrockTrust(at, "knowledge-base")),
            policy,
            tags: args.tags,
        },
        parent,
    );
}

/** What stands behind the door of a collection is granted by its own kind of policy; S3 Vectors has none. */
function grantDocuments({ name, args, parent }: Context, role: ServiceRole): pulumi.Resource[] {
    const { kind, collectionName, indexName } = args.store;
    if (kind !== VectorStoreKind.OpenSearchServerless || collectionName === undefined) return [];
    return [
        new aws.opensearch.ServerlessAccessPolicy(
            `${name}-access`,
            {
                name: collectionPolicyName(collectionName, name),
                type: "data",
                policy: pulumi
                    .all([indexName, role.arn])
                    .apply(([index, arn]) => documentPolicy(collectionName, index, arn)),
            },
            { parent },
        ),
    ];
}

function embeddingModelArn(args: KnowledgeBaseArgs, place: pulumi.Output<Place>): pulumi.Output<string> {
    const { model } = embeddingOf(args.store.embedding);
    return place.apply(({ partition, region }) => `arn:${partition}:bedrock:${region}::foundation-model/${model}`);
}

/** Named by the provider: a name of one's own would still be taken while a knowledge base is replaced. */
function createKnowledgeBase(
    { name, args, place, parent }: Context,
    role: ServiceRole,
    ready: pulumi.Resource[],
): aws.bedrock.AgentKnowledgeBase {
    const { dimensions, dataType, takesDimensions } = embeddingOf(args.store.embedding);
    return new aws.bedrock.AgentKnowledgeBase(
        `${name}-knowledge-base`,
        {
            description: args.description,
            roleArn: role.arn,
            knowledgeBaseConfiguration: {
                type: "VECTOR",
                vectorKnowledgeBaseConfiguration: {
                    embeddingModelArn: embeddingModelArn(args, place),
                    embeddingModelConfiguration: {
                        bedrockEmbeddingModelConfiguration: {
                            dimensions: takesDimensions ? dimensions : undefined,
                            embeddingDataType: dataType,
                        },
                    },
                },
            },
            storageConfiguration: storageConfiguration(args.store),
            tags: args.tags,
        },
        { parent, dependsOn: ready },
    );
}

function createDataSources(
    context: Context,
    knowledgeBase: aws.bedrock.AgentKnowledgeBase,
    keyArn: pulumi.Output<string>,
    ready: pulumi.Resource[],
): pulumi.Output<Record<string, string>> {
    const ids = Object.fromEntries(
        Object.entries(context.args.dataSources).map(([key, source]) => [
            key,
            createDataSource(context, { key, source, knowledgeBase, keyArn, ready }).dataSourceId,
        ]),
    );
    return pulumi.output(ids);
}

function createDataSource(
    { name, place, parent }: Context,
    it: {
        readonly key: string;
        readonly source: KnowledgeSourceArgs;
        readonly knowledgeBase: aws.bedrock.AgentKnowledgeBase;
        readonly keyArn: pulumi.Output<string>;
        readonly ready: pulumi.Resource[];
    },
): aws.bedrock.AgentDataSource {
    const { source } = it;
    return new aws.bedrock.AgentDataSource(
        `${name}-${it.key}`,
        {
            name: it.key,
            description: source.description,
            knowledgeBaseId: it.knowledgeBase.id,
            dataDeletionPolicy: source.dataDeletionPolicy ?? DataDeletionPolicy.Retain,
            dataSourceConfiguration: {
                type: "S3",
                s3Configuration: {
                    bucketArn: bucketArnIn(place, source.bucketName),
                    bucketOwnerAccountId: place.accountId,
                    inclusionPrefixes: [folder(source.prefix)],
                },
            },
            serverSideEncryptionConfiguration: { kmsKeyArn: it.keyArn },
            vectorIngestionConfiguration: { chunkingConfiguration: chunkingConfiguration(source) },
        },
        {
            parent,
            // Role and grants outlive the source: a deletion that deletes vectors is done as the role.
            dependsOn: it.ready,
            // The provider would try to update the source inside a knowledge base that doesn't have it.
            replaceOnChanges: ["knowledgeBaseId", "dataSourceConfiguration"],
            deleteBeforeReplace: true,
        },
    );
}
