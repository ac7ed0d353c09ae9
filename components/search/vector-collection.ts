import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { type Place, placeOf } from "../account";
import { deletionGuard } from "../lake/deletion-guard";
import { refuse } from "../problems";
import { shopFunctionProblems } from "../shop/shop-function-problems";
import { after } from "../support/arns";
import { boundedName } from "../support/content-hash";
import { logRetentionProblems } from "../support/log-retention";
import { createServiceFunction, functionLogGroup, type ServiceFunction } from "../support/service-function";
import { serviceKey } from "../support/service-key";
import {
    collectionNameProblems,
    collectionPolicyName,
    encryptionPolicy,
    indexAdminPolicy,
    indexAdminStatements,
    LONGEST_COLLECTION_NAME,
    networkPolicy,
} from "./collection-policies";
import { embeddingOf, embeddingProblems } from "./embedding-models";
import { indexNameFor, indexSchema } from "./index-mapping";
import type { VectorCollectionArgs } from "./vector-collection-args";
import { VectorStoreKind, type VectorStoreOutputs } from "./vector-store";

const LONGEST_INDEX_NAME = 63;
const INDEX_TIMEOUT_S = 660;

/**
 * A vector store in OpenSearch Serverless: private, under a key of its own, with the index that a knowledge base needs.
 * Takes searches by meaning and by words at once, and binary vectors. Nobody but Bedrock, the service's own index
 * operations and the named VPC endpoints reaches it, and its dashboards nobody at all.
 *
 * It costs money while idle: see `standbyReplicas`. An S3VectorStore gives the same outputs and costs next to nothing.
 *
 * The index is made by a function through the control plane, which waits until the access policy is known everywhere. Its
 * name follows its mapping: another embedding makes another index, then another knowledge base, and removes the old ones
 * last.
 *
 * Who reads and writes is granted by the reader: each KnowledgeBase makes a data access policy for its own role and its
 * one index. So the store knows no readers, and neither waits for the other in a circle.
 */
export class VectorCollection extends pulumi.ComponentResource {
    /** What a KnowledgeBase takes as its store. */
    readonly store: VectorStoreOutputs;
    /** Name of the index. Resolves once the index answers. */
    readonly indexName: pulumi.Output<string>;
    /** ARN of the collection. */
    readonly collectionArn: pulumi.Output<string>;
    /** ARN of the key. */
    readonly keyArn: pulumi.Output<string>;
    /** The collection. */
    readonly collection: aws.opensearch.ServerlessCollection;

    constructor(name: string, args: VectorCollectionArgs, opts?: pulumi.ComponentResourceOptions) {
        refuse("VectorCollection", name, problemsOf(name, args));
        super("lakefront:index:VectorCollection", name, args, opts);
        const collectionName = collectionNameOf(name, args);
        const embedding = embeddingOf(args.embedding);
        const place = placeOf(args, this);
        const context: Context = { name, collectionName, args, place, parent: this };

        this.keyArn = createKey(context);
        this.collection = createCollection(context, this.keyArn);
        this.collectionArn = this.collection.arn;
        const admin = createIndexFunction(context, this.keyArn, this.collectionArn);
        const schema = indexSchema(embedding);
        const plannedName = indexNameFor(collectionName, schema, LONGEST_INDEX_NAME);
        const index = createIndex(context, { admin, collection: this.collection, indexName: plannedName, schema });
        this.indexName = after(index, plannedName);
        this.store = {
            kind: VectorStoreKind.OpenSearchServerless,
            embedding: args.embedding,
            indexName: this.indexName,
            collectionArn: this.collectionArn,
            collectionName,
        };
        this.registerOutputs({
            store: this.store,
            indexName: this.indexName,
            collectionArn: this.collectionArn,
            keyArn: this.keyArn,
            collection: this.collection,
        });
    }
}

interface Context {
    readonly name: string;
    readonly collectionName: string;
    readonly args: VectorCollectionArgs;
    readonly place: pulumi.Output<Place>;
    readonly parent: pulumi.Resource;
}

function problemsOf(name: string, args: VectorCollectionArgs): string[] {
    return [
        ...(typeof args.standbyReplicas === "boolean"
            ? []
            : [
                  "standbyReplicas is missing: it doubles the cost and must be chosen, for example false outside production.",
              ]),
        ...collectionNameProblems(
            args.collectionName === undefined ? "the component's name" : "collectionName",
            collectionNameOf(name, args),
        ),
        ...embeddingProblems("embedding", args.embedding),
        ...shopFunctionProblems("indexFunction", args.indexFunction),
        ...logRetentionProblems(args.logRetentionDays),
    ];
}

function collectionNameOf(name: string, args: VectorCollectionArgs): string {
    return args.collectionName ?? boundedName(name, LONGEST_COLLECTION_NAME);
}

function functionNameOf(collectionName: string): string {
    return `${collectionName}-index`;
}

function createKey({ name, collectionName, args, place, parent }: Context): pulumi.Output<string> {
    return serviceKey(
        name,
        {
            kmsKeyArn: args.kmsKeyArn,
            alias: `${collectionName}-collection`,
            description: `Encrypts the vectors of the collection ${collectionName}`,
            logGroups: [functionLogGroup(functionNameOf(collectionName))],
            allowDeletion: args.allowDeletion,
            tags: args.tags,
        },
        place,
        parent,
    );
}

/** The collection after the policies that encrypt it and shut it off, so that it is never open. */
function createCollection(context: Context, keyArn: pulumi.Output<string>): aws.opensearch.ServerlessCollection {
    const { name, collectionName, args, parent } = context;
    const encryption = new aws.opensearch.ServerlessSecurityPolicy(
        `${name}-encryption`,
        {
            name: collectionName,
            type: "encryption",
            policy: keyArn.apply((arn) => encryptionPolicy(collectionName, arn)),
        },
        { parent },
    );
    const network = new aws.opensearch.ServerlessSecurityPolicy(
        `${name}-network`,
        {
            name: collectionName,
            type: "network",
            policy: pulumi.output(args.vpcEndpointIds ?? []).apply((ids) => networkPolicy(collectionName, ids)),
        },
        { parent },
    );
    return new aws.opensearch.ServerlessCollection(
        `${name}-collection`,
        {
            name: collectionName,
            description: args.description,
            type: "VECTORSEARCH",
            standbyReplicas: args.standbyReplicas ? "ENABLED" : "DISABLED",
            tags: args.tags,
        },
        {
            parent,
            dependsOn: [encryption, network],
            // A collection's name is taken until it is gone.
            deleteBeforeReplace: true,
            ...deletionGuard(args.allowDeletion).irreplaceable,
        },
    );
}

function createIndexFunction(
    { name, collectionName, args, place, parent }: Context,
    keyArn: pulumi.Output<string>,
    collectionArn: pulumi.Output<string>,
): ServiceFunction {
    return createServiceFunction(
        `${name}-index`,
        {
            functionName: functionNameOf(collectionName),
            bundle: "vector-index",
            description: `Makes and removes the vector index of the collection ${collectionName}`,
            place,
            keyArn,
            statements: collectionArn.apply(indexAdminStatements),
            timeoutSeconds: INDEX_TIMEOUT_S,
            memoryMegabytes: args.indexFunction?.memoryMegabytes ?? 256,
            reservedConcurrency: args.indexFunction?.reservedConcurrency,
            logRetentionDays: args.logRetentionDays,
            allowDeletion: args.allowDeletion,
            tags: args.tags,
        },
        parent,
    );
}

/** The index, made after the function may make it, and removed while the function still may. */
function createIndex(
    { name, collectionName, parent }: Context,
    to: {
        readonly admin: ServiceFunction;
        readonly collection: aws.opensearch.ServerlessCollection;
        readonly indexName: string;
        readonly schema: object;
    },
): aws.lambda.Invocation {
    const access = new aws.opensearch.ServerlessAccessPolicy(
        `${name}-index-access`,
        {
            name: collectionPolicyName(collectionName, "index"),
            type: "data",
            policy: to.admin.role.arn.apply((arn) => indexAdminPolicy(collectionName, arn)),
        },
        { parent },
    );
    return new aws.lambda.Invocation(
        `${name}-index`,
        {
            functionName: to.admin.function.name,
            lifecycleScope: "CRUD",
            input: pulumi.jsonStringify({
                collection_id: to.collection.id,
                index_name: to.indexName,
                schema: to.schema,
            }),
        },
        {
            parent,
            dependsOn: [to.admin.function, to.admin.policy, to.collection, access],
            // As an update, the new index would be made and the old one never removed.
            replaceOnChanges: ["input"],
        },
    );
}
