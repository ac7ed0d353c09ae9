import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { CompactionStrategy, type TableOptimizersArgs } from "../../../components/catalog/optimizer-args";
import { TableOptimizers } from "../../../components/catalog/table-optimizers";
import { evaluateProgram } from "../../support/evaluate";
import { refusalOf } from "../refusal";
import { at } from "./read";

const OPTIMIZER = "aws:glue/catalogTableOptimizer:CatalogTableOptimizer";
const ROLE = "aws:iam/role:Role";
const POLICY = "aws:iam/rolePolicy:RolePolicy";
const KEY = "arn:aws:kms:eu-central-1:111122223333:key/1";

const good: TableOptimizersArgs = {
    databaseName: "lake",
    tableName: "orders",
    location: { bucketName: "acme-curated", prefix: "iceberg/orders" },
    accountId: "111122223333",
    region: "eu-central-1",
    partition: "aws",
};
const made = (args: Partial<TableOptimizersArgs> = {}, options = {}) =>
    evaluateProgram(() => void new TableOptimizers("orders", { ...good, ...args }), options);

async function statementsOf(args: Partial<TableOptimizersArgs> = {}) {
    const { one } = await made(args);
    const statements: { Sid: string; Action: string | string[] }[] = JSON.parse(
        String(one(POLICY).inputs.policy),
    ).Statement;
    return new Map(statements.map(({ Sid, ...rest }) => [Sid, { Effect: "Allow", ...rest }]));
}

describe("TableOptimizers", () => {
    it("joins files and deletes orphans by default, and keeps every snapshot", async () => {
        const { byType, one } = await made();
        const parent = one("lakefront:index:TableOptimizers").urn;
        expect(byType(OPTIMIZER).map(({ name, inputs, ...options }) => [name, inputs, options.parent])).to.deep.equal([
            [
                "orders-compaction",
                {
                    catalogId: "111122223333",
                    databaseName: "lake",
                    tableName: "orders",
                    type: "compaction",
                    configuration: {
                        enabled: true,
                        roleArn: one(ROLE).outputs.arn,
                        compactionConfiguration: {
                            icebergConfiguration: { strategy: "binpack", minInputFiles: 100, deleteFileThreshold: 1 },
                        },
                    },
                },
                parent,
            ],
            [
                "orders-orphan-file-deletion",
                {
                    catalogId: "111122223333",
                    databaseName: "lake",
                    tableName: "orders",
                    type: "orphan_file_deletion",
                    configuration: {
                        enabled: true,
                        roleArn: one(ROLE).outputs.arn,
                        orphanFileDeletionConfiguration: {
                            icebergConfiguration: {
                                orphanFileRetentionPeriodInDays: 7,
                                location: "s3://acme-curated/iceberg/orders/",
                                runRateInHours: 24,
                            },
                        },
                    },
                },
                parent,
            ],
        ]);
    });

    it("forgets snapshots on request, with the files that only they use", async () => {
        const { named } = await made({ snapshotRetention: { days: 30 } });
        expect(
            at(named("orders-retention").inputs, "configuration", "retentionConfiguration", "icebergConfiguration"),
        ).to.deep.equal({
            snapshotRetentionPeriodInDays: 30,
            numberOfSnapshotsToRetain: 1,
            cleanExpiredFiles: true,
            runRateInHours: 24,
        });
    });

    it("lets every setting be overruled", async () => {
        const { named, byType } = await made({
            compaction: { strategy: CompactionStrategy.ZOrder, minInputFiles: 5, deleteFileThreshold: 10 },
            snapshotRetention: { days: 3, snapshotsToKeep: 20, deleteFiles: false, everyHours: 48 },
            orphanFileDeletion: { enabled: false },
        });
        expect(byType(OPTIMIZER).map(({ inputs }) => inputs.type)).to.deep.equal(["compaction", "retention"]);
        expect(
            at(named("orders-compaction").inputs, "configuration", "compactionConfiguration", "icebergConfiguration"),
        ).to.deep.equal({
            strategy: "z-order",
            minInputFiles: 5,
            deleteFileThreshold: 10,
        });
        expect(
            at(named("orders-retention").inputs, "configuration", "retentionConfiguration", "icebergConfiguration"),
        ).to.deep.equal({
            snapshotRetentionPeriodInDays: 3,
            numberOfSnapshotsToRetain: 20,
            cleanExpiredFiles: false,
            runRateInHours: 48,
        });
    });

    it("replaces an optimizer by deleting it first, and starts none before its role may do something", async () => {
        const { byType, one } = await made();
        for (const optimizer of byType(OPTIMIZER)) {
            expect(optimizer.deleteBeforeReplace).to.equal(true);
            expect(optimizer.dependencies).to.include(one(POLICY).urn);
        }
    });

    it("lets only Glue, and only for this account, act as the role", async () => {
        const { one } = await made();
        expect(JSON.parse(String(one(ROLE).inputs.assumeRolePolicy)).Statement).to.deep.equal([
            {
                Effect: "Allow",
                Principal: { Service: "glue.amazonaws.com" },
                Action: "sts:AssumeRole",
                Condition: { StringEquals: { "aws:SourceAccount": "111122223333" } },
            },
        ]);
    });

    it("allows the role this table's folder, entry, keys and logs, and nothing else", async () => {
        const statements = await statementsOf({ keyArn: KEY, catalogKeyArn: `${KEY}-catalog` });
        const glue = "arn:aws:glue:eu-central-1:111122223333";
        const logs = "arn:aws:logs:eu-central-1:111122223333:log-group:/aws-glue";
        expect(Object.fromEntries(statements)).to.deep.equal({
            Objects: {
                Effect: "Allow",
                Action: ["s3:DeleteObject", "s3:GetObject", "s3:PutObject"],
                Resource: "arn:aws:s3:::acme-curated/iceberg/orders/*",
            },
            List: {
                Effect: "Allow",
                Action: "s3:ListBucket",
                Resource: "arn:aws:s3:::acme-curated",
                Condition: { StringLike: { "s3:prefix": ["iceberg/orders", "iceberg/orders/*"] } },
            },
            Table: {
                Effect: "Allow",
                Action: ["glue:GetTable", "glue:UpdateTable"],
                Resource: [`${glue}:catalog`, `${glue}:database/lake`, `${glue}:table/lake/orders`],
            },
            RegisteredLocation: { Effect: "Allow", Action: "lakeformation:GetDataAccess", Resource: "*" },
            ObjectKey: {
                Effect: "Allow",
                Action: ["kms:Decrypt", "kms:GenerateDataKey"],
                Resource: KEY,
                Condition: {
                    StringEquals: { "kms:ViaService": "s3.eu-central-1.amazonaws.com" },
                    StringLike: {
                        "kms:EncryptionContext:aws:s3:arn": [
                            "arn:aws:s3:::acme-curated",
                            "arn:aws:s3:::acme-curated/*",
                        ],
                    },
                },
            },
            CatalogKey: {
                Effect: "Allow",
                Action: ["kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey"],
                Resource: `${KEY}-catalog`,
                Condition: { StringEquals: { "kms:ViaService": "glue.eu-central-1.amazonaws.com" } },
            },
            Log: {
                Effect: "Allow",
                Action: ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"],
                Resource: [`${logs}/iceberg-compaction/logs:*`, `${logs}/iceberg-orphan-file-deletion/logs:*`],
            },
        });
    });

    it("lets a role that only deletes orphans write nothing", async () => {
        const statements = await statementsOf({ compaction: { enabled: false }, keyArn: KEY, catalogKeyArn: KEY });
        const actions = [...statements.values()].flatMap(({ Action }) => Action);
        expect(actions).not.to.include.oneOf([
            "s3:PutObject",
            "glue:UpdateTable",
            "kms:GenerateDataKey",
            "kms:Encrypt",
        ]);
        expect(actions).to.include.members(["s3:DeleteObject", "glue:GetTable", "kms:Decrypt"]);
    });

    it("takes a role of the caller's", async () => {
        const { byType } = await made({ roleArn: "arn:aws:iam::111122223333:role/upkeep" });
        expect(byType(ROLE)).to.deep.equal([]);
        expect(byType(OPTIMIZER).map(({ inputs }) => at(inputs, "configuration", "roleArn"))).to.deep.equal([
            "arn:aws:iam::111122223333:role/upkeep",
            "arn:aws:iam::111122223333:role/upkeep",
        ]);
    });

    it("registers the same again, and in a preview", async () => {
        const names = async (options = {}) =>
            (await made({}, options)).registrations.map(({ type, name }) => [type, name]);
        expect(await names()).to.deep.equal(await names());
        expect(await names({ preview: true })).to.deep.equal(await names());
    });

    it("tags the role", async () => {
        const { one } = await made({ tags: pulumi.output({ team: "care" }) });
        expect(one(ROLE).inputs.tags).to.deep.equal({ team: "care" });
    });

    const refused: [string, Partial<TableOptimizersArgs>, RegExp][] = [
        [
            "a bucket's root",
            { location: { bucketName: "b" } },
            /location\.prefix is empty: files of others would be deleted/,
        ],
        [
            "an unknown strategy",
            { compaction: { strategy: "zorder" as CompactionStrategy } },
            /"zorder": it takes one of binpack, sort, z-order/,
        ],
        ["one file to join", { compaction: { minInputFiles: 1 } }, /compaction\.minInputFiles is 1/],
        [
            "orphans that may still be written",
            { orphanFileDeletion: { days: 2 } },
            /orphanFileDeletion\.days is 2: it takes a whole number from 3/,
        ],
        ["no day of snapshots", { snapshotRetention: { days: 0 } }, /snapshotRetention\.days is 0/],
        ["no snapshot at all", { snapshotRetention: { days: 1, snapshotsToKeep: 0 } }, /snapshotsToKeep is 0/],
        [
            "a run more often than Glue makes",
            { snapshotRetention: { days: 1, everyHours: 2 } },
            /everyHours is 2: it takes a whole number from 3 to 168/,
        ],
        [
            "nothing to do",
            { compaction: { enabled: false }, orphanFileDeletion: { enabled: false } },
            /nothing is left to do/,
        ],
    ];
    for (const [what, change, message] of refused) {
        it(`refuses ${what}`, async () => {
            expect(await refusalOf(() => void new TableOptimizers("orders", { ...good, ...change }))).to.match(message);
        });
    }
});
