import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { ProductCatalog } from "../../../components/shop/product-catalog";
import type { ProductCatalogArgs } from "../../../components/shop/product-catalog-args";
import { evaluateProgram, type TestEvaluation } from "../../support/evaluate";
import { document } from "../contact/policy";
import { refusalOf } from "../refusal";
import { ALARM, KEY, strays, summed, TABLE, TAGS, TOPIC_ARN, untagged, waitsFor } from "./fixture";

const COMPONENT = "lakefront:index:ProductCatalog";
const OBJECT = "aws:s3/bucketObjectv2:BucketObjectv2";
const BUCKET_POLICY = "aws:s3/bucketPolicy:BucketPolicy";

describe("ProductCatalog", () => {
    let folder: string;
    let args: ProductCatalogArgs;
    let standard: TestEvaluation;

    before(async () => {
        folder = mkdtempSync(join(tmpdir(), "lakefront-catalog-"));
        for (const [name, text] of Object.entries({
            "products.jsonl": '{"id":"p1"}\n',
            "returns.md": "# Returns\n",
            "returns.md.metadata.json": "{}",
            "notes.txt": "not a policy",
        })) {
            writeFileSync(join(folder, name), text);
        }
        args = {
            physicalName: "acme",
            catalogFile: join(folder, "products.jsonl"),
            policyFolder: folder,
            tags: TAGS,
        };
        standard = await evaluateProgram(() => void new ProductCatalog("shop", args));
    });
    after(() => rmSync(folder, { recursive: true }));

    it("puts every child under itself and tags what takes tags", () => {
        expect(strays(standard, COMPONENT)).to.deep.equal([]);
        expect(untagged(standard)).to.deep.equal([]);
    });

    it("encrypts bucket, objects and table with one key of its own, which it protects", () => {
        const key = standard.one(KEY);
        expect(key).to.include({ protect: true, retainOnDelete: true });
        expect(standard.one(TABLE).inputs.serverSideEncryption).to.deep.equal({
            enabled: true,
            kmsKeyArn: key.outputs.arn,
        });
        for (const { inputs } of standard.byType(OBJECT)) {
            expect(inputs).to.include({ serverSideEncryption: "aws:kms", kmsKeyId: key.outputs.arn });
        }
    });

    it("takes a key that there is already", async () => {
        const kmsKeyArn = "arn:aws:kms:us-east-1:111122223333:key/theirs";
        const evaluation = await evaluateProgram(() => void new ProductCatalog("shop", { kmsKeyArn }));
        expect(evaluation.byType(KEY)).to.deep.equal([]);
        expect(evaluation.one(COMPONENT).outputs.keyArn).to.equal(kmsKeyArn);
    });

    it("keeps products by id, lists a category by price, and can restore the table", () => {
        const { inputs, protect, retainOnDelete } = standard.one(TABLE);
        expect(inputs).to.deep.include({
            name: "acme-products",
            billingMode: "PAY_PER_REQUEST",
            hashKey: "id",
            pointInTimeRecovery: { enabled: true },
            deletionProtectionEnabled: true,
        });
        expect(inputs.globalSecondaryIndexes).to.deep.equal([
            { name: "by_category", hashKey: "category", rangeKey: "price_minor", projectionType: "ALL" },
        ]);
        expect([protect, retainOnDelete]).to.deep.equal([true, true]);
    });

    it("bounds the table and its index when asked", async () => {
        const throughput = { maxReadUnits: 1000, maxWriteUnits: 500 };
        const { one } = await evaluateProgram(() => void new ProductCatalog("shop", { throughput }));
        const bound = { maxReadRequestUnits: 1000, maxWriteRequestUnits: 500 };
        expect(one(TABLE).inputs.onDemandThroughput).to.deep.equal(bound);
        expect(one(TABLE).inputs.globalSecondaryIndexes)
            .to.have.nested.property("[0].onDemandThroughput")
            .deep.equal(bound);
    });

    it("may be deleted only when the argument and the stack both say so", async () => {
        const program = () => void new ProductCatalog("shop", { allowDeletion: true });
        expect((await evaluateProgram(program)).one(TABLE).inputs.deletionProtectionEnabled).to.equal(true);
        const both = await evaluateProgram(program, { config: { "lakefront:allowDeletion": "true" } });
        expect(both.one(TABLE)).to.include({ protect: false, retainOnDelete: false });
        expect(both.one(TABLE).inputs.deletionProtectionEnabled).to.equal(false);
        expect(both.one("aws:s3/bucket:Bucket").inputs.forceDestroy).to.equal(true);
    });

    it("denies what comes without TLS or with another key", () => {
        const sids = document(standard.one(BUCKET_POLICY).inputs.policy).Statement.map(({ Sid, Effect }) => [
            Sid,
            Effect,
        ]);
        expect(sids).to.deep.equal([
            ["DenyInsecureTransport", "Deny"],
            ["DenyOldTls", "Deny"],
            ["DenyOtherEncryption", "Deny"],
            ["DenyOtherKeys", "Deny"],
            ["DenyCustomerProvidedKeys", "Deny"],
        ]);
    });

    describe("files", () => {
        it("lie where no upload starts a second sync, with the hash of their content", () => {
            const { inputs } = standard.one(OBJECT, "shop-catalog-file");
            expect(inputs).to.include({ key: "deployed/products.jsonl", contentType: "application/x-ndjson" });
            expect(inputs.sourceHash).to.match(/^[0-9a-f]{64}$/);
            expect(standard.one(COMPONENT).outputs.deployedKey).to.equal("deployed/products.jsonl");
        });

        it("are the Markdown files of the folder with their sidecars, and nothing else", () => {
            const keys = standard.byType(OBJECT).map(({ inputs }) => inputs.key);
            expect(keys).to.have.members([
                "deployed/products.jsonl",
                "policies/returns.md",
                "policies/returns.md.metadata.json",
            ]);
        });

        it("wait until the bucket is safe to write to", () => {
            for (const object of standard.byType(OBJECT)) {
                expect(waitsFor(standard, object)).to.include.members([
                    "shop-catalog-policy",
                    "shop-catalog-encryption",
                ]);
            }
        });

        it("change the content hash when one of them changes, and only then", async () => {
            const hash = async () =>
                (await evaluateProgram(() => void new ProductCatalog("shop", args))).one(COMPONENT).outputs.contentHash;
            const first = await hash();
            expect(await hash()).to.equal(first);
            writeFileSync(join(folder, "returns.md"), "# Returns within 60 days\n");
            expect(await hash()).to.not.equal(first);
        });

        it("are none when none are given", async () => {
            const { byType, one } = await evaluateProgram(() => void new ProductCatalog("shop"));
            expect(byType(OBJECT)).to.deep.equal([]);
            expect(one(COMPONENT).outputs).not.to.have.property("deployedKey");
        });
    });

    it("registers the same in a preview, with names known", async () => {
        const preview = await evaluateProgram(() => void new ProductCatalog("shop", args), { preview: true });
        const names = ({ registrations }: TestEvaluation) => registrations.map(({ name }) => name).sort();
        expect(names(preview)).to.deep.equal(names(standard));
        expect(preview.one(COMPONENT).outputs.tableName).to.equal("acme-products");
    });

    it("is refused with all problems at once", async () => {
        const refusal = await refusalOf(
            () =>
                void new ProductCatalog("shop", {
                    physicalName: "Acme Shop",
                    catalogFile: "products.csv",
                    policyFolder: "/nowhere",
                    throughput: { maxReadUnits: 0 },
                }),
        );
        expect(refusal).to.contain('ProductCatalog "shop" was given 4 settings that it can\'t use');
        expect(refusal).to.contain('physicalName is "Acme Shop"').and.contain('for example "acme-shop"');
        expect(refusal).to.contain('catalogFile is "products.csv": it takes a .json or .jsonl file');
        expect(refusal).to.contain('policyFolder is "/nowhere": there is no such folder');
        expect(refusal).to.contain("throughput.maxReadUnits is 0");
    });

    it("tells when its table holds back, on the index as well, or fails, if it knows whom", async () => {
        expect(standard.byType(ALARM)).to.deep.equal([]);
        const { byType, named } = await evaluateProgram(
            () => void new ProductCatalog("shop", { ...args, alarmTopicArn: TOPIC_ARN }),
        );
        const alarms = byType(ALARM);
        expect(alarms.map(({ name }) => name)).to.have.members(["shop-products-throttled", "shop-products-errors"]);
        for (const { inputs } of alarms) expect(inputs.alarmActions).to.deep.equal([TOPIC_ARN]);
        const TableName = "acme-products";
        expect(summed(named("shop-products-throttled")).map(({ dimensions }) => dimensions)).to.deep.equal(
            [{ TableName }, { TableName, GlobalSecondaryIndexName: "by_category" }].flatMap((place) => [place, place]),
        );
        expect(summed(named("shop-products-errors")).map(({ dimensions }) => dimensions)).to.deep.include.members([
            { TableName, Operation: "BatchGetItem" },
            { TableName, Operation: "TransactWriteItems" },
        ]);
    });
});
