import * as aws from "@pulumi/aws";
import { expect } from "chai";
import { DataLake, type DataLakeArgs } from "../../../components/lake/data-lake";
import type { Registration } from "../../../runner";
import { evaluateProgram, type TestEvaluation } from "../../support/evaluate";

const ACCOUNT = "111122223333";
const place = { accountId: ACCOUNT, region: "eu-west-1", partition: "aws" };

const deploy = (args: DataLakeArgs, config: Record<string, string> = {}): Promise<TestEvaluation> =>
    evaluateProgram(
        () => {
            const lake = new DataLake("lake", { ...place, ...args });
            return { tiers: lake.tiers, logs: lake.accessLogBucketName, inventory: lake.inventoryBucketName };
        },
        { config: { "aws:region": "eu-west-1", ...config } },
    );

const policyOf = (registration: Registration): { Statement: { Sid: string; [field: string]: unknown }[] } =>
    JSON.parse(String(registration.inputs.policy));
const custom = (lake: TestEvaluation) => lake.registrations.filter((registration) => registration.custom);
const namesOf = (lake: TestEvaluation) => custom(lake).map(({ name }) => name);
const suffixes = (urns: readonly string[]) => urns.map((urn) => urn.slice(urn.lastIndexOf("::") + 2));

/** Resources that can't carry tags. */
const UNTAGGED = /kms\/alias|s3\/(bucket\w+|inventory)|iam\/rolePolicy|lakeformation/;

describe("DataLake with one tier", () => {
    let lake: TestEvaluation;
    before(async () => {
        lake = await deploy({ tiers: { raw: {} }, tags: { team: "care" } });
    });

    it("makes a key, a bucket and all that keeps it safe, and nothing besides logs and inventory", () => {
        const own = namesOf(lake).filter((name) => name.startsWith("lake-raw-"));
        expect(own).to.have.members([
            "lake-raw-key",
            "lake-raw-key-alias",
            "lake-raw-bucket",
            "lake-raw-ownership",
            "lake-raw-public-access-block",
            "lake-raw-versioning",
            "lake-raw-encryption",
            "lake-raw-policy",
            "lake-raw-lifecycle",
            "lake-raw-logging",
            "lake-raw-inventory",
        ]);
        const others = namesOf(lake).filter((name) => !own.includes(name));
        expect(others.every((name) => /^lake-(access-logs|inventory)-/.test(name))).to.equal(true);
    });

    it("makes every resource a child of the component", () => {
        const { urn } = lake.one("lakefront:index:DataLake");
        expect(custom(lake).map(({ parent }) => parent)).to.deep.equal(custom(lake).map(() => urn));
    });

    it("names the bucket after prefix, tier, account and region", () => {
        expect(lake.named("lake-raw-bucket").inputs).to.deep.include({
            bucket: `lake-raw-${ACCOUNT}-eu-west-1`,
            forceDestroy: false,
        });
    });

    it("sets the bucket up one resource after another, safeguards first", () => {
        const order = [
            "bucket",
            "ownership",
            "public-access-block",
            "versioning",
            "encryption",
            "policy",
            "lifecycle",
            "logging",
            "inventory",
        ];
        for (const [index, part] of order.entries()) {
            const before = order[index - 1];
            if (before !== undefined) {
                expect(suffixes(lake.named(`lake-raw-${part}`).dependencies)).to.include(`lake-raw-${before}`);
            }
        }
    });

    it("closes the bucket to the public four times and turns off access lists", () => {
        expect(lake.named("lake-raw-public-access-block").inputs).to.deep.include({
            blockPublicAcls: true,
            blockPublicPolicy: true,
            ignorePublicAcls: true,
            restrictPublicBuckets: true,
        });
        expect(lake.named("lake-raw-ownership").inputs.rule).to.deep.equal({ objectOwnership: "BucketOwnerEnforced" });
        expect(lake.named("lake-raw-versioning").inputs.versioningConfiguration).to.deep.equal({ status: "Enabled" });
    });

    it("encrypts with the tier's own key, one data key a bucket, and refuses keys in requests", () => {
        const arn = `arn:aws:kms:eu-west-1:${ACCOUNT}:key/${lake.named("lake-raw-key").id}`;
        expect(lake.named("lake-raw-encryption").inputs.rules).to.deep.equal([
            {
                applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: arn },
                bucketKeyEnabled: true,
                blockedEncryptionTypes: ["SSE-C"],
            },
        ]);
        expect(lake.outputs.tiers).to.deep.equal({
            raw: {
                bucketName: `lake-raw-${ACCOUNT}-eu-west-1`,
                bucketArn: `arn:aws:s3:::lake-raw-${ACCOUNT}-eu-west-1`,
                keyArn: arn,
            },
        });
    });

    it("rotates the key, keeps it 30 days after deletion, and gives it an alias", () => {
        const key = lake.named("lake-raw-key");
        expect(key.inputs).to.deep.include({ enableKeyRotation: true, deletionWindowInDays: 30 });
        expect(policyOf(key).Statement.map(({ Sid }) => Sid)).to.deep.equal(["AccountDelegatesToIam"]);
        expect(lake.named("lake-raw-key-alias").inputs).to.deep.equal({ name: "alias/lake-raw", targetKeyId: key.id });
    });

    it("denies plain HTTP, old TLS and foreign encryption", () => {
        expect(policyOf(lake.named("lake-raw-policy")).Statement.map(({ Sid }) => Sid)).to.deep.equal([
            "DenyInsecureTransport",
            "DenyOldTls",
            "DenyOtherEncryption",
            "DenyOtherKeys",
            "DenyCustomerProvidedKeys",
        ]);
    });

    it("logs access to a bucket under SSE-S3 that does not log to itself", () => {
        const target = `lake-access-logs-${ACCOUNT}-eu-west-1`;
        expect(lake.named("lake-raw-logging").inputs).to.deep.include({
            targetBucket: target,
            targetPrefix: `lake-raw-${ACCOUNT}-eu-west-1/`,
            targetObjectKeyFormat: { partitionedPrefix: { partitionDateSource: "EventTime" } },
        });
        expect(lake.named("lake-inventory-logging").inputs.targetBucket).to.equal(target);
        expect(lake.outputs.logs).to.equal(target);
        expect(namesOf(lake)).not.to.include("lake-access-logs-logging");
        expect(lake.named("lake-access-logs-encryption").inputs.rules).to.have.deep.nested.property(
            "[0].applyServerSideEncryptionByDefault",
            { sseAlgorithm: "AES256" },
        );
        expect(suffixes(lake.named("lake-raw-logging").dependencies)).to.include("lake-access-logs-policy");
    });

    it("lets S3 deliver access logs for buckets of the lake's prefix and account only", () => {
        const delivery = policyOf(lake.named("lake-access-logs-policy")).Statement.find(
            ({ Sid }) => Sid === "AccessLogs",
        );
        expect(delivery).to.deep.include({
            Principal: { Service: "logging.s3.amazonaws.com" },
            Action: "s3:PutObject",
            Condition: {
                StringEquals: { "aws:SourceAccount": ACCOUNT },
                ArnLike: { "aws:SourceArn": "arn:aws:s3:::lake-*" },
            },
        });
    });

    it("lists all objects every week, encrypted, to a bucket of their own", () => {
        expect(lake.named("lake-raw-inventory").inputs).to.deep.include({
            includedObjectVersions: "All",
            schedule: { frequency: "Weekly" },
        });
        expect(lake.named("lake-raw-inventory").inputs).to.have.deep.nested.property("destination.bucket", {
            bucketArn: `arn:aws:s3:::lake-inventory-${ACCOUNT}-eu-west-1`,
            accountId: ACCOUNT,
            format: "Parquet",
            prefix: "raw",
            encryption: {
                sseKms: { keyId: `arn:aws:kms:eu-west-1:${ACCOUNT}:key/${lake.named("lake-inventory-key").id}` },
            },
        });
        const statement = policyOf(lake.named("lake-inventory-key")).Statement.find(
            ({ Sid }) => Sid === "InventoryReports",
        );
        expect(statement?.Condition).to.deep.include({
            ArnLike: { "aws:SourceArn": `arn:aws:s3:::lake-raw-${ACCOUNT}-eu-west-1` },
        });
    });

    it("puts the caller's tags, and the tier, on everything that takes tags", () => {
        for (const { type, name, inputs } of custom(lake).filter(
            ({ type }) => !UNTAGGED.test(type) || type === "aws:s3/bucket:Bucket",
        )) {
            expect(inputs.tags, `${type} ${name}`)
                .to.deep.include({ team: "care" })
                .and.to.have.property("lakefront:tier");
        }
        expect(lake.named("lake-raw-bucket").inputs.tags).to.deep.equal({ team: "care", "lakefront:tier": "raw" });
    });

    it("says deletedWith on every setting of a bucket, so that none goes before it", () => {
        const bucket = lake.named("lake-raw-bucket").urn;
        const settings = custom(lake).filter(
            ({ type, name }) => /^aws:s3\/(bucket\w+|inventory)/.test(type) && name.startsWith("lake-raw-"),
        );
        expect(settings).to.have.lengthOf(8);
        expect(settings.map(({ deletedWith }) => deletedWith)).to.deep.equal(settings.map(() => bucket));
    });
});

describe("DataLake and deletion", () => {
    const guarded = (lake: TestEvaluation) => custom(lake).filter(({ type }) => /s3\/bucket:|kms\/key:/.test(type));
    const safeguards = (lake: TestEvaluation) =>
        custom(lake).filter(({ type }) =>
            /bucketPolicy|bucketPublicAccessBlock|bucketVersioning|ServerSideEncryption|OwnershipControls/.test(type),
        );
    const cases: [string, DataLakeArgs["allowDeletion"], string | undefined, boolean][] = [
        ["neither key", undefined, undefined, false],
        ["the argument alone", true, undefined, false],
        ["the stack's setting alone", undefined, "true", false],
        ["an argument of false", false, "true", false],
        ["both keys", true, "true", true],
    ];
    for (const [title, allowDeletion, setting, allowed] of cases) {
        it(`${allowed ? "is allowed" : "is refused"} with ${title}`, async () => {
            const lake = await deploy(
                { tiers: { raw: {} }, allowDeletion },
                setting === undefined ? {} : { "lakefront:allowDeletion": setting },
            );
            expect(guarded(lake)).to.have.lengthOf(5);
            for (const resource of guarded(lake)) {
                expect(resource, resource.name).to.include({ protect: !allowed, retainOnDelete: !allowed });
            }
            for (const resource of safeguards(lake)) {
                expect(resource, resource.name).to.include({ protect: false, retainOnDelete: !allowed });
            }
            expect(lake.named("lake-raw-bucket").inputs.forceDestroy).to.equal(allowed);
        });
    }

    it("stays refused by a component that is itself protected, both keys or not", async () => {
        const lake = await evaluateProgram(
            () => new DataLake("lake", { ...place, tiers: { raw: {} }, allowDeletion: true }, { protect: true }),
            { config: { "lakefront:allowDeletion": "true" } },
        );
        expect(guarded(lake).map(({ protect }) => protect)).to.deep.equal(guarded(lake).map(() => true));
    });
});

describe("DataLake", () => {
    const requests = (lake: TestEvaluation) =>
        custom(lake)
            .map(({ urn, inputs }) => ({ urn, inputs }))
            .sort((a, b) => (a.urn < b.urn ? -1 : 1));
    const full: DataLakeArgs = {
        tiers: {
            raw: { replication: { region: "eu-central-1" }, notifications: { eventBridge: true } },
            archive: { objectLock: { retentionDays: 1 }, registration: {} },
        },
    };

    it("asks for exactly the same on every run", async () => {
        expect(requests(await deploy(full))).to.deep.equal(requests(await deploy(full)));
    });

    it("changes nothing but tags when a tag changes", async () => {
        const untagged = (lake: TestEvaluation) =>
            requests(lake).map(({ urn, inputs: { tags, ...rest } }) => ({ urn, rest, tagged: tags !== undefined }));
        const before = await deploy({ ...full, tags: { team: "care" } });
        const after = await deploy({ ...full, tags: { team: "sales" } });
        expect(untagged(after)).to.deep.equal(untagged(before));
        expect(requests(after)).not.to.deep.equal(requests(before));
    });

    it("holds no secret", async () => {
        expect(custom(await deploy(full)).filter(({ secretInputs }) => secretInputs.length > 0)).to.deep.equal([]);
    });

    it("registers the same resources whatever the order of its tiers", async () => {
        const one = await deploy({ tiers: { raw: {}, curated: {}, archive: {} } });
        const other = await deploy({ tiers: { archive: {}, curated: {}, raw: {} } });
        expect(requests(other)).to.deep.equal(requests(one));
    });

    it("gives no two resources the same name", async () => {
        const lake = await deploy({ tiers: { landing: {}, raw: {}, curated: {}, consumption: {}, archive: {} } });
        expect(new Set(lake.registrations.map(({ urn }) => urn)).size).to.equal(lake.registrations.length);
    });

    it("knows its names and ARNs in a preview of a first deployment", async () => {
        const lake = await evaluateProgram(
            () => {
                const { bucketName, bucketArn } = new DataLake("lake", { ...place, tiers: { raw: {} } }).tier("raw");
                return { bucketName, bucketArn };
            },
            { preview: true },
        );
        expect(lake.outputs).to.deep.equal({
            bucketName: `lake-raw-${ACCOUNT}-eu-west-1`,
            bucketArn: `arn:aws:s3:::lake-raw-${ACCOUNT}-eu-west-1`,
        });
    });

    it("looks up account, region and partition when it isn't told", async () => {
        const lake = await evaluateProgram(() => new DataLake("lake", { tiers: { raw: {} } }), {
            config: { "aws:region": "us-east-1" },
        });
        expect(lake.named("lake-raw-bucket").inputs.bucket).to.equal(`lake-raw-${ACCOUNT}-us-east-1`);
    });

    it("refuses a name that turns out too long only when the region is looked up", async () => {
        const program = () =>
            new DataLake("lake", { tiers: { consumption: {} }, namePrefix: "acme-contact-centre-data" });
        const error = await evaluateProgram(program, { config: { "aws:region": "ap-southeast-1" } }).then(
            () => undefined,
            (reason: Error) => reason,
        );
        expect(error?.message).to.match(
            /bucket name of "consumption" is "acme-contact-centre-data-consumption-\d+-ap-southeast-1" \(64 characters\)/,
        );
    });

    it("hands out a tier by name, and names the tiers there are when there is none", async () => {
        const error = await evaluateProgram(() => {
            new DataLake("lake", { ...place, tiers: { raw: {}, curated: {} } }).tier("gold");
        }).then(
            () => undefined,
            (reason: Error) => reason,
        );
        expect(error?.message).to.contain('no tier "gold". Its tiers: curated, raw.');
    });

    it("makes no resource when its arguments are refused", async () => {
        const made: string[] = [];
        const attempt = evaluateProgram(() => new DataLake("lake", { tiers: {} }), {
            handler: {
                create: async ({ name }) => {
                    made.push(name);
                    return { id: name, outputs: {} };
                },
                invoke: async () => ({}),
            },
        });
        const error = await attempt.then(
            () => undefined,
            (reason: Error) => reason,
        );
        expect(error?.message).to.contain("tiers is empty");
        expect(made).to.deep.equal([]);
    });

    it("leaves out what is switched off", async () => {
        const lake = await deploy({
            tiers: { raw: {} },
            accessLogs: { enabled: false },
            inventory: { enabled: false },
        });
        expect(namesOf(lake).filter((name) => !name.startsWith("lake-raw-"))).to.deep.equal([]);
        expect(namesOf(lake)).not.to.include.members(["lake-raw-logging"]);
        expect(lake.outputs).to.deep.include({ logs: "", inventory: "" });
    });

    it("takes the logs of other buckets that are named", async () => {
        const lake = await deploy({ tiers: { raw: {} }, accessLogs: { sourceBucketNames: ["acme-trail-*"] } });
        expect(JSON.stringify(policyOf(lake.named("lake-access-logs-policy")))).to.contain(
            '"aws:SourceArn":["arn:aws:s3:::lake-*","arn:aws:s3:::acme-trail-*"]',
        );
    });

    it("makes no key and no bucket before what the component depends on", async () => {
        const lake = await evaluateProgram(() => {
            const settings = new aws.lakeformation.DataLakeSettings("settings", { admins: ["arn:admin"] });
            new DataLake("lake", { ...place, tiers: { raw: {} } }, { dependsOn: [settings] });
        });
        for (const resource of lake.registrations.filter(({ type }) => /s3\/bucket:|kms\/key:/.test(type))) {
            expect(suffixes(resource.dependencies), resource.name).to.include("settings");
        }
    });

    it("logs to a bucket that is brought", async () => {
        const lake = await deploy({ tiers: { raw: {} }, accessLogs: { bucketName: "central-logs" } });
        expect(lake.named("lake-raw-logging").inputs.targetBucket).to.equal("central-logs");
        expect(namesOf(lake)).not.to.include("lake-access-logs-bucket");
    });
});
