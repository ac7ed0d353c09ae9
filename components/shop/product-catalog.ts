import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { encryptionStatements, tlsStatements } from "../lake/bucket-policy";
import { addressOf, type Scope } from "../lake/lake";
import { type SecureBucket, secureBucket } from "../lake/secure-bucket";
import { refuse } from "../problems";
import { alarmResources } from "../support/alarms";
import { after, arnIn } from "../support/arns";
import { scopeOf } from "../support/scope";
import { serviceKey } from "../support/service-key";
import {
    CatalogFolder,
    catalogFileProblems,
    type DeployedFile,
    deployedCatalog,
    deployedPolicies,
    hashOf,
    policyFolderProblems,
} from "./catalog-files";
import type { ProductCatalogArgs } from "./product-catalog-args";
import { physicalNameProblems, throughputProblems } from "./shop-function-problems";
import { TableOperation, tableAlarms } from "./table-alarms";
import { createTable } from "./tables";

const LONGEST_NAME = 30;
/** The index that lists a category by price. */
const PRODUCTS_INDEX = "by_category";

/**
 * Where the shop's products are: a bucket for catalogue files, documents and policies, and the table that the shop reads.
 * It loads nothing by itself. The knowledge base lies between: it reads documents of this bucket, and the CatalogSync
 * that writes them starts the knowledge base's jobs. So the order is ProductCatalog, KnowledgeBase, CatalogSync.
 */
export class ProductCatalog extends pulumi.ComponentResource {
    /** Name of the bucket; whoever uses it waits until the bucket is safe to write to. */
    readonly bucketName: pulumi.Output<string>;
    /** ARN of the bucket. */
    readonly bucketArn: pulumi.Output<string>;
    /** Name of the products table. */
    readonly tableName: pulumi.Output<string>;
    /** ARN of the products table. */
    readonly tableArn: pulumi.Output<string>;
    /** ARN of the KMS key of the bucket and the table. */
    readonly keyArn: pulumi.Output<string>;
    /** Key of the deployed catalogue file; absent when none was given. */
    readonly deployedKey?: pulumi.Output<string>;
    /** Hash over the deployed catalogue file and the policies: it changes when any of them does. */
    readonly contentHash: pulumi.Output<string>;
    /** The bucket. */
    readonly bucket: aws.s3.Bucket;
    /** The products table. */
    readonly table: aws.dynamodb.Table;

    constructor(name: string, args: ProductCatalogArgs = {}, opts?: pulumi.ComponentResourceOptions) {
        const physicalName = args.physicalName ?? name;
        refuse("ProductCatalog", name, [
            ...physicalNameProblems(physicalName, LONGEST_NAME),
            ...throughputProblems(args.throughput),
            ...catalogFileProblems(args.catalogFile),
            ...policyFolderProblems(args.policyFolder),
        ]);
        super("lakefront:index:ProductCatalog", name, args, opts);
        const scope = scopeOf(name, args, this, opts);
        const tableName = `${physicalName}-products`;
        const description = `Encrypts the catalogue of ${physicalName}: its files, documents and products`;
        const keyArn = serviceKey(
            scope.name,
            {
                kmsKeyArn: args.kmsKeyArn,
                alias: `${physicalName}-products`,
                description,
                allowDeletion: args.allowDeletion,
                tags: args.tags,
            },
            scope.place,
            scope.parent,
        );
        const address = addressOf(physicalName, "catalog", scope.place, args.bucketName);
        const secure = createBucket(args, address, keyArn, scope);
        const table = createProductsTable(tableName, args, keyArn, scope);
        createAlarms(physicalName, tableName, args, scope);
        const catalogFile = args.catalogFile === undefined ? undefined : deployedCatalog(args.catalogFile);
        const policies = args.policyFolder === undefined ? [] : deployedPolicies(args.policyFolder);
        const deployed = catalogFile && upload("catalog-file", catalogFile, secure, keyArn, scope);
        const uploads = policies.map((file) => upload(policyName(file), file, secure, keyArn, scope));

        this.bucket = secure.bucket;
        this.table = table;
        this.keyArn = keyArn;
        const written = [...secure.ready, ...uploads].map(({ urn }) => urn);
        this.bucketName = pulumi.all([address.bucketName, pulumi.all(written)]).apply(([known]) => known);
        this.bucketArn = after(secure.bucket, address.bucketArn);
        this.tableName = after(table, tableName);
        this.tableArn = after(table, arnIn(scope.place, "dynamodb", `table/${tableName}`));
        if (deployed && catalogFile) {
            this.deployedKey = after(deployed, catalogFile.key);
        }
        this.contentHash = pulumi.output(hashOf([...(catalogFile ? [catalogFile] : []), ...policies]));
        this.registerOutputs({
            bucketName: this.bucketName,
            bucketArn: this.bucketArn,
            tableName: this.tableName,
            tableArn: this.tableArn,
            keyArn: this.keyArn,
            deployedKey: this.deployedKey,
            contentHash: this.contentHash,
            bucket: this.bucket,
            table: this.table,
        });
    }
}

function createBucket(
    args: ProductCatalogArgs,
    address: ReturnType<typeof addressOf>,
    keyArn: pulumi.Output<string>,
    scope: Scope,
): SecureBucket {
    return secureBucket(
        `${scope.name}-catalog`,
        {
            ...address,
            keyArn,
            statements: pulumi
                .all([address.bucketArn, keyArn])
                .apply(([arn, key]) => [...tlsStatements(arn), ...encryptionStatements(arn, key, [])]),
            lifecycle: {
                noncurrentExpirationDays: 90,
                prefixes: { reports: { prefix: CatalogFolder.Reports, expirationDays: 400 } },
                ...args.lifecycle,
            },
            accessLogs:
                args.accessLogBucketName === undefined
                    ? undefined
                    : { bucketName: args.accessLogBucketName, ready: [] },
            tags: scope.tags,
        },
        scope,
    );
}

/** The sync's own item has no category, so it is not in the index. */
function createProductsTable(
    tableName: string,
    args: ProductCatalogArgs,
    keyArn: pulumi.Output<string>,
    scope: Scope,
): aws.dynamodb.Table {
    return createTable(
        `${scope.name}-products`,
        {
            tableName,
            keyArn,
            throughput: args.throughput,
            hashKey: "id",
            attributes: [
                { name: "id", type: "S" },
                { name: "category", type: "S" },
                { name: "price_minor", type: "N" },
            ],
            index: { name: PRODUCTS_INDEX, hashKey: "category", rangeKey: "price_minor", projectionType: "ALL" },
        },
        scope,
    );
}

/** With a KMS key an object's ETag is not the hash of its content, so the hash is said. */
function upload(
    suffix: string,
    file: DeployedFile,
    { bucket, ready }: SecureBucket,
    keyArn: pulumi.Output<string>,
    { name, parent, tags }: Scope,
): aws.s3.BucketObjectv2 {
    return new aws.s3.BucketObjectv2(
        `${name}-${suffix}`,
        {
            bucket: bucket.bucket,
            key: file.key,
            source: new pulumi.asset.FileAsset(file.path),
            sourceHash: file.hash,
            contentType: file.contentType,
            serverSideEncryption: "aws:kms",
            kmsKeyId: keyArn,
            tags,
        },
        { parent, dependsOn: [...ready] },
    );
}

function policyName({ key }: DeployedFile): string {
    return `policy-${key.slice(CatalogFolder.Policies.length)}`;
}

function createAlarms(namePrefix: string, tableName: string, args: ProductCatalogArgs, scope: Scope): void {
    if (args.alarmTopicArn === undefined) return;
    const { BatchGetItem, BatchWriteItem, GetItem, Query, Scan, TransactWriteItems, UpdateItem } = TableOperation;
    const specs = tableAlarms({
        suffix: "products",
        tableName,
        what: "products",
        indexName: PRODUCTS_INDEX,
        operations: [BatchGetItem, BatchWriteItem, GetItem, Query, Scan, TransactWriteItems, UpdateItem],
    });
    alarmResources(scope.name, specs, { namePrefix, topicArn: args.alarmTopicArn, tags: args.tags }, scope.parent);
}
