import type { Place } from "../account";
import type { PolicyStatement } from "../lake/policy-document";

/** Glue's names of the optimizers' types: https://docs.aws.amazon.com/glue/latest/webapi/API_CreateTableOptimizer.html */
export const OptimizerType = {
    Compaction: "compaction",
    Retention: "retention",
    OrphanFileDeletion: "orphan_file_deletion",
} as const;
export type OptimizerType = (typeof OptimizerType)[keyof typeof OptimizerType];

/** What the optimizers' role is about. */
export interface OptimizerFacts {
    readonly place: Place;
    readonly databaseName: string;
    readonly tableName: string;
    readonly bucketName: string;
    /** With a slash at its end. */
    readonly prefix: string;
    readonly keyArn?: string;
    readonly catalogKeyArn?: string;
    readonly types: readonly OptimizerType[];
}

/**
 * The least that the optimizers need, after https://docs.aws.amazon.com/glue/latest/dg/optimization-prerequisites.html,
 * on this table's folder alone. Deleting orphan files needs to write neither objects nor the table.
 */
export function optimizerStatements(facts: OptimizerFacts): PolicyStatement[] {
    const { place, databaseName, tableName, bucketName, prefix, types } = facts;
    const writes = types.some((type) => type !== OptimizerType.OrphanFileDeletion);
    const bucketArn = `arn:${place.partition}:s3:::${bucketName}`;
    const glue = `arn:${place.partition}:glue:${place.region}:${place.accountId}`;
    return [
        {
            sid: "Objects",
            actions: ["s3:DeleteObject", "s3:GetObject", ...(writes ? ["s3:PutObject"] : [])],
            resources: [`${bucketArn}/${prefix}*`],
        },
        {
            sid: "List",
            actions: ["s3:ListBucket"],
            resources: [bucketArn],
            conditions: { StringLike: { "s3:prefix": [prefix.replace(/\/$/, ""), `${prefix}*`] } },
        },
        {
            sid: "Table",
            actions: ["glue:GetTable", ...(writes ? ["glue:UpdateTable"] : [])],
            resources: [
                `${glue}:catalog`,
                `${glue}:database/${databaseName}`,
                `${glue}:table/${databaseName}/${tableName}`,
            ],
        },
        {
            // Lake Formation has no ARNs to narrow this to: its own grants decide what comes of the call.
            sid: "RegisteredLocation",
            actions: ["lakeformation:GetDataAccess"],
            resources: ["*"],
        },
        ...keyStatements(facts, bucketArn, writes),
        {
            sid: "Log",
            actions: ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"],
            resources: types.map(
                (type) =>
                    `arn:${place.partition}:logs:${place.region}:${place.accountId}:log-group:/aws-glue/iceberg-${type.replaceAll("_", "-")}/logs:*`,
            ),
        },
    ];
}

function keyStatements(
    { keyArn, catalogKeyArn, place }: OptimizerFacts,
    bucketArn: string,
    writes: boolean,
): PolicyStatement[] {
    const through = (service: string) => ({ "kms:ViaService": [`${service}.${place.region}.amazonaws.com`] });
    const write = writes ? ["kms:GenerateDataKey"] : [];
    return [
        ...(keyArn === undefined
            ? []
            : [
                  {
                      sid: "ObjectKey",
                      actions: ["kms:Decrypt", ...write],
                      resources: [keyArn],
                      conditions: {
                          StringEquals: through("s3"),
                          // A bucket with a bucket key gives its own ARN as the context, one without gives each object's.
                          StringLike: { "kms:EncryptionContext:aws:s3:arn": [bucketArn, `${bucketArn}/*`] },
                      },
                  },
              ]),
        ...(catalogKeyArn === undefined
            ? []
            : [
                  {
                      sid: "CatalogKey",
                      actions: ["kms:Decrypt", ...(writes ? ["kms:Encrypt", "kms:GenerateDataKey"] : [])],
                      resources: [catalogKeyArn],
                      conditions: { StringEquals: through("glue") },
                  },
              ]),
    ];
}
