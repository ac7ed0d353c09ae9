import { expect } from "chai";
import { AuditTrail, type AuditTrailArgs } from "../../../components/lake/audit-trail";
import { planTrail } from "../../../components/lake/audit-trail-plan";
import { eventSelectors } from "../../../components/lake/event-selectors";
import { evaluateProgram, type TestEvaluation } from "../../support/evaluate";

const ACCOUNT = "111122223333";
const buckets = { raw: "arn:aws:s3:::lake-raw", curated: "arn:aws:s3:::lake-curated" };
const TRAIL_ARN = `arn:aws:cloudtrail:eu-west-1:${ACCOUNT}:trail/acme-audit`;

const deploy = (args: Partial<AuditTrailArgs> = {}, config: Record<string, string> = {}): Promise<TestEvaluation> =>
    evaluateProgram(
        () => {
            const place = { accountId: ACCOUNT, region: "eu-west-1", partition: "aws" };
            const trail = new AuditTrail("audit", { ...place, namePrefix: "acme", buckets, ...args });
            return { trailArn: trail.trailArn, bucketName: trail.bucketName, logGroupName: trail.logGroupName };
        },
        { config },
    );
const statements = (document: unknown): { Sid: string; [field: string]: unknown }[] =>
    JSON.parse(String(document)).Statement;
const suffixes = (urns: readonly string[]) => urns.map((urn) => urn.slice(urn.lastIndexOf("::") + 2));

describe("AuditTrail", () => {
    let audit: TestEvaluation;
    before(async () => {
        audit = await deploy({ tags: { team: "care" } });
    });

    it("records every region, with validation, encrypted, to its bucket and its log group", () => {
        const trail = audit.one("aws:cloudtrail/trail:Trail");
        expect(trail.inputs).to.deep.include({
            name: "acme-audit",
            s3BucketName: `acme-audit-${ACCOUNT}-eu-west-1`,
            kmsKeyId: `arn:aws:kms:eu-west-1:${ACCOUNT}:key/${audit.named("audit-key").id}`,
            enableLogging: true,
            enableLogFileValidation: true,
            isMultiRegionTrail: true,
            includeGlobalServiceEvents: true,
            cloudWatchLogsGroupArn: `arn:aws:logs:eu-west-1:${ACCOUNT}:log-group:/lakefront/acme/audit-trail:*`,
        });
        expect(audit.outputs).to.deep.equal({
            trailArn: TRAIL_ARN,
            bucketName: `acme-audit-${ACCOUNT}-eu-west-1`,
            logGroupName: "/lakefront/acme/audit-trail",
        });
    });

    it("starts only once its bucket takes files and its role may write logs", () => {
        expect(suffixes(audit.one("aws:cloudtrail/trail:Trail").dependencies)).to.include.members([
            "audit-policy",
            "audit-encryption",
            "audit-log-group",
            "audit-log-role-policy",
        ]);
    });

    it("locks its files for a year and keeps them for good", () => {
        expect(audit.named("audit-bucket")).to.include({ protect: true, retainOnDelete: true });
        expect(audit.named("audit-bucket").inputs).to.include({ objectLockEnabled: true, forceDestroy: false });
        expect(audit.named("audit-object-lock").inputs.rule).to.deep.equal({
            defaultRetention: { mode: "GOVERNANCE", days: 365 },
        });
        expect(JSON.stringify(audit.named("audit-lifecycle").inputs)).not.to.contain('"expiration":{"days"');
    });

    it("takes files only from the one trail", () => {
        const [, write] = statements(audit.named("audit-policy").inputs.policy).filter(({ Sid }) =>
            Sid.startsWith("Trail"),
        );
        expect(write).to.deep.include({
            Principal: { Service: "cloudtrail.amazonaws.com" },
            Action: "s3:PutObject",
            Resource: `arn:aws:s3:::acme-audit-${ACCOUNT}-eu-west-1/AWSLogs/${ACCOUNT}/*`,
            Condition: {
                StringEquals: {
                    "aws:SourceArn": TRAIL_ARN,
                    "aws:SourceAccount": ACCOUNT,
                    "s3:x-amz-acl": "bucket-owner-full-control",
                },
            },
        });
    });

    it("lets the trail and the log group use its key, and nobody else but the account's IAM policies", () => {
        expect(statements(audit.named("audit-key").inputs.policy).map(({ Sid }) => Sid)).to.deep.equal([
            "AccountDelegatesToIam",
            "TrailEncrypts",
            "TrailUsesBucketKey",
            "LogGroup",
        ]);
    });

    it("writes logs under a role that only CloudTrail can take, for this trail", () => {
        const [trust] = statements(audit.named("audit-log-role").inputs.assumeRolePolicy);
        expect(trust).to.deep.include({
            Principal: { Service: "cloudtrail.amazonaws.com" },
            Condition: { StringEquals: { "aws:SourceAccount": ACCOUNT, "aws:SourceArn": TRAIL_ARN } },
        });
        const [write] = statements(audit.named("audit-log-role-policy").inputs.policy);
        expect(write?.Resource).to.equal(
            `arn:aws:logs:eu-west-1:${ACCOUNT}:log-group:/lakefront/acme/audit-trail:log-stream:${ACCOUNT}_CloudTrail_eu-west-1*`,
        );
    });

    it("makes every resource a child of the component, with the caller's tags where there can be any", () => {
        const { urn } = audit.one("lakefront:index:AuditTrail");
        const children = audit.childrenOf(urn);
        expect(children).to.have.lengthOf(audit.registrations.length - 2);
        const tagged = children.filter(({ inputs }) => inputs.tags !== undefined).map(({ name }) => name);
        expect(tagged).to.have.members([
            "audit-key",
            "audit-bucket",
            "audit-log-group",
            "audit-log-role",
            "audit-trail",
        ]);
    });

    it("logs access to its bucket only when told where", async () => {
        expect(audit.byType("aws:s3/bucketLogging:BucketLogging")).to.deep.equal([]);
        const logged = await deploy({ accessLogBucketName: "logs" });
        expect(logged.named("audit-logging").inputs.targetBucket).to.equal("logs");
    });

    it("takes a key that is brought", async () => {
        const kmsKeyArn = `arn:aws:kms:eu-west-1:${ACCOUNT}:key/mine`;
        const brought = await deploy({ kmsKeyArn });
        expect(brought.byType("aws:kms/key:Key")).to.deep.equal([]);
        expect(brought.named("audit-log-group").inputs.kmsKeyId).to.equal(kmsKeyArn);
    });

    it("lets its files go only with both keys to deletion", async () => {
        const both = await deploy({ allowDeletion: true }, { "lakefront:allowDeletion": "true" });
        expect(both.named("audit-bucket")).to.include({ protect: false, retainOnDelete: false });
        expect(both.named("audit-bucket").inputs.forceDestroy).to.equal(true);
        const one = await deploy({ allowDeletion: true });
        expect(one.named("audit-bucket")).to.include({ protect: true, retainOnDelete: true });
    });
});

describe("what a trail records", () => {
    it("is every management event, and the objects of the named buckets, by prefixes that match no other bucket", () => {
        expect(eventSelectors(buckets, {})).to.deep.equal([
            { name: "Management events", fieldSelectors: [{ field: "eventCategory", equals: ["Management"] }] },
            {
                name: "Objects of the lake",
                fieldSelectors: [
                    { field: "eventCategory", equals: ["Data"] },
                    { field: "resources.type", equals: ["AWS::S3::Object"] },
                    { field: "resources.ARN", startsWiths: ["arn:aws:s3:::lake-curated/", "arn:aws:s3:::lake-raw/"] },
                ],
            },
        ]);
    });

    it("is calls of the named functions too", () => {
        const functions = eventSelectors(buckets, { transform: "arn:aws:lambda:eu-west-1:1:function:f" }).at(2);
        expect(functions?.fieldSelectors).to.deep.equal([
            { field: "eventCategory", equals: ["Data"] },
            { field: "resources.type", equals: ["AWS::Lambda::Function"] },
            { field: "resources.ARN", equals: ["arn:aws:lambda:eu-west-1:1:function:f"] },
        ]);
    });
});

describe("an audit trail refuses", () => {
    const refused: [string, unknown, RegExp][] = [
        ["to watch nothing", { buckets: {} }, /buckets is empty: name at least one bucket/],
        [
            "a bucket's name for its ARN",
            { buckets: { raw: "lake-raw" } },
            /buckets\.raw is "lake-raw": it takes an ARN, for example "arn:aws:s3:::/,
        ],
        [
            "a function's name for its ARN",
            { buckets, functions: { f: "transform" } },
            /functions\.f is "transform": it takes an ARN/,
        ],
        [
            "a retention that CloudWatch Logs doesn't know",
            { buckets, searchableDays: 100 },
            /searchableDays is 100: CloudWatch Logs takes one of 1, 3, 5/,
        ],
        [
            "to delete files that are still locked",
            { buckets, lifecycle: { expirationDays: 365 } },
            /lifecycle\.expirationDays is 365, while files stay locked for 365 days/,
        ],
        ["a lock for no time", { buckets, objectLock: { retentionDays: 0 } }, /objectLock\.retentionDays is 0/],
        [
            "an unknown lock mode",
            { buckets, objectLock: { mode: "SOFT", retentionDays: 9 } },
            /objectLock\.mode is "SOFT"/,
        ],
        [
            "a prefix that makes the bucket's name too long",
            { buckets, namePrefix: "a".repeat(40) },
            /"audit" would get a bucket named/,
        ],
        ["a prefix that no bucket can have", { buckets, namePrefix: "Acme" }, /namePrefix is "Acme".*"acme"/],
    ];
    for (const [title, args, message] of refused) {
        it(title, () => {
            const fromConfig: AuditTrailArgs = JSON.parse(JSON.stringify(args));
            expect(() => planTrail("audit", fromConfig)).to.throw(message);
        });
    }
});
