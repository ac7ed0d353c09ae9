import { expect } from "chai";
import { s3AccessPointNotPublic } from "../../../../policies/rules/public-access/s3-access-point-not-public";
import { s3AccountPublicAccessBlock } from "../../../../policies/rules/public-access/s3-account-public-access-block";
import { s3AccountPublicAccessBlockPresent } from "../../../../policies/rules/public-access/s3-account-public-access-block-present";
import { s3NoPublicAcl } from "../../../../policies/rules/public-access/s3-no-public-acl";
import { s3OwnershipEnforced } from "../../../../policies/rules/public-access/s3-ownership-enforced";
import { s3PublicAccessBlock } from "../../../../policies/rules/public-access/s3-public-access-block";
import { compliant } from "../../support/compliant";
import { describeRule } from "../../support/describe-rule";
import { awaited, judgeStack, type Props, remediate, resource, UNKNOWN, violations } from "../../support/judge";

const flags = ["blockPublicAcls", "blockPublicPolicy", "ignorePublicAcls", "restrictPublicBuckets"];
const publicAcl = "acl is one of public-read, public-read-write, authenticated-read.";
const publicGrant = "A grant names the group AllUsers or AuthenticatedUsers.";
const everybody = "http://acs.amazonaws.com/groups/global/AllUsers";
const everyAccount = "http://acs.amazonaws.com/groups/global/AuthenticatedUsers";

for (const type of s3NoPublicAcl.types) {
    describeRule({
        rule: s3NoPublicAcl,
        type,
        refuses: ["public-read", "public-read-write", "authenticated-read"].map((acl) => ({
            when: `the ACL ${acl}`,
            set: { acl },
            says: [publicAcl],
        })),
        accepts: [{ when: "no ACL", set: { acl: undefined } }],
        mends: [{ when: "a public ACL", set: { acl: "public-read" } }],
    });
}

describeRule({
    rule: s3NoPublicAcl,
    type: "aws:s3/bucketAcl:BucketAcl",
    refuses: [everybody, everyAccount].map((uri) => ({
        when: `a split grant to ${uri}`,
        set: { "accessControlPolicy.grants[0].grantee": { type: "Group", uri } },
        says: [publicGrant],
    })),
    defersOn: ["acl", "accessControlPolicy.grants", "accessControlPolicy.grants[0].grantee"],
    mends: [
        {
            when: "split grants to everybody",
            set: {
                "accessControlPolicy.grants": [everybody, everyAccount].map((uri) => ({
                    permission: "READ",
                    grantee: { type: "Group", uri },
                })),
            },
        },
    ],
    leaves: [
        {
            when: "a grant to everybody beside one that may be",
            set: {
                "accessControlPolicy.grants": [
                    { permission: "READ", grantee: { type: "Group", uri: everybody } },
                    { permission: "READ", grantee: { type: "Group", uri: UNKNOWN } },
                ],
            },
        },
    ],
});

describeRule({
    rule: s3NoPublicAcl,
    type: "aws:s3/bucket:Bucket",
    refuses: [everybody, everyAccount].map((uri) => ({
        when: `an inline grant to ${uri}`,
        set: { grants: [{ type: "Group", uri, permissions: ["READ"] }] },
        says: [publicGrant],
    })),
    mends: [
        { when: "an inline grant", set: { grants: [{ type: "Group", uri: everyAccount, permissions: ["READ"] }] } },
    ],
});

const notEnforced = "rule.objectOwnership is not BucketOwnerEnforced: access control lists stay in force.";

describe("s3-ownership-enforced", () => {
    const type = "aws:s3/bucketOwnershipControls:BucketOwnershipControls";
    const bucket = resource("aws:s3/bucket:Bucket", "logs", {
        bucket: "logs",
        bucketDomainName: "logs.s3.amazonaws.com",
    });
    const controls = (objectOwnership: unknown) =>
        resource(type, "it", { bucket: "logs", rule: { objectOwnership } }, { bucket: [bucket] });
    const site = (logs: string, dependencies: Record<string, (typeof bucket)[]> = {}) =>
        resource("aws:cloudfront/distribution:Distribution", "site", { loggingConfig: { bucket: logs } }, dependencies);

    it("accepts the bucket's owner alone", () => {
        expect(judgeStack(s3OwnershipEnforced, [bucket, controls("BucketOwnerEnforced")])).to.deep.equal([]);
    });
    for (const ownership of ["ObjectWriter", "BucketOwnerPreferred"]) {
        it(`refuses ${ownership}`, () => {
            expect(violations(judgeStack(s3OwnershipEnforced, [bucket, controls(ownership)]))).to.deep.equal([
                notEnforced,
            ]);
        });
    }
    it("lets exceptions prefer the owner, and no more", () => {
        const judge = (ownership: string) =>
            violations(judgeStack(s3OwnershipEnforced, [bucket, controls(ownership)], { exceptions: ["i*"] }));
        expect(judge("BucketOwnerPreferred")).to.deep.equal([]);
        expect(judge("ObjectWriter")).to.deep.equal([notEnforced]);
    });
    it("lets a bucket prefer the owner to which CloudFront delivers standard logs, and no more", () => {
        const judge = (ownership: string, logs: string) =>
            violations(judgeStack(s3OwnershipEnforced, [bucket, controls(ownership), site(logs)]));
        expect(judge("BucketOwnerPreferred", "logs.s3.amazonaws.com")).to.deep.equal([]);
        expect(judge("ObjectWriter", "logs.s3.amazonaws.com")).to.deep.equal([notEnforced]);
        expect(judge("BucketOwnerPreferred", "other.s3.amazonaws.com")).to.deep.equal([notEnforced]);
    });
    it("knows such a bucket before its domain is known", () => {
        const unnamed = resource(bucket.type, "logs", { bucketDomainName: UNKNOWN });
        const its = resource(
            type,
            "it",
            { bucket: UNKNOWN, rule: { objectOwnership: "BucketOwnerPreferred" } },
            { bucket: [unnamed] },
        );
        const delivering = site(UNKNOWN, { loggingConfig: [unnamed] });
        expect(judgeStack(s3OwnershipEnforced, [unnamed, its, delivering])).to.deep.equal([]);
    });
    it("waits while the ownership is unknown", () => {
        const verdicts = judgeStack(s3OwnershipEnforced, [bucket, controls(UNKNOWN)]);
        expect(awaited(verdicts)).to.deep.equal(["rule.objectOwnership"]);
    });
    it("takes objects from their writers, and leaves a preference for the owner", () => {
        const mend = (objectOwnership: string, settings: Props = {}) =>
            remediate(s3OwnershipEnforced, type, { rule: { objectOwnership } }, settings);
        expect(mend("ObjectWriter")).to.deep.equal({ rule: { objectOwnership: "BucketOwnerEnforced" } });
        expect(mend("ObjectWriter", { exceptions: ["*"] })).to.deep.equal({
            rule: { objectOwnership: "BucketOwnerPreferred" },
        });
        expect(mend("BucketOwnerPreferred")).to.equal(undefined);
        expect(mend("BucketOwnerEnforced")).to.equal(undefined);
        expect(remediate(s3OwnershipEnforced, bucket.type, { bucket: "logs" })).to.equal(undefined);
    });
});

describeRule({
    rule: s3AccessPointNotPublic,
    type: "aws:s3/accessPoint:AccessPoint",
    refuses: [
        ...flags.map((flag) => ({
            when: `${flag} switched off`,
            set: { [`publicAccessBlockConfiguration.${flag}`]: false },
            says: [`publicAccessBlockConfiguration.${flag} is false.`],
        })),
        {
            when: "no VPC where one is asked for",
            set: { vpcConfiguration: undefined },
            settings: { requireVpc: true },
            says: ["vpcConfiguration is not set: the access point takes requests from the internet."],
        },
    ],
    accepts: [
        { when: "flags left at their default, which is on", set: { publicAccessBlockConfiguration: undefined } },
        { when: "no VPC", set: { vpcConfiguration: undefined } },
    ],
    defersOn: flags.map((flag) => `publicAccessBlockConfiguration.${flag}`),
    mends: flags.map((flag) => ({
        when: `${flag} switched off`,
        set: { [`publicAccessBlockConfiguration.${flag}`]: false },
    })),
    leaves: [
        {
            when: "no VPC where one is asked for",
            set: { vpcConfiguration: undefined },
            settings: { requireVpc: true },
        },
    ],
});

describeRule({
    rule: s3AccessPointNotPublic,
    type: "aws:s3control/multiRegionAccessPoint:MultiRegionAccessPoint",
    refuses: flags.map((flag) => ({
        when: `${flag} switched off`,
        set: { [`details.publicAccessBlock.${flag}`]: false },
        says: [`details.publicAccessBlock.${flag} is false.`],
    })),
    accepts: [{ when: "flags left at their default", set: { "details.publicAccessBlock": undefined } }],
    mends: [{ when: "a flag switched off", set: { "details.publicAccessBlock.blockPublicAcls": false } }],
});

describeRule({
    rule: s3AccountPublicAccessBlock,
    type: "aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock",
    refuses: flags.flatMap((flag) => [
        { when: `${flag} switched off`, set: { [flag]: false }, says: [`${flag} is not true.`] },
        {
            when: `${flag} left at its default, which is off`,
            set: { [flag]: undefined },
            says: [`${flag} is not true.`],
        },
    ]),
    defersOn: flags,
    mends: flags.map((flag) => ({ when: `${flag} left at its default`, set: { [flag]: undefined } })),
});

describe("s3-account-public-access-block-present", () => {
    const bucket = resource("aws:s3/bucket:Bucket", "raw", {});
    const block = resource("aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock", "account", {});

    it("asks the stacks that the setting names, and no other", () => {
        const judge = (stacks: string[], ...more: (typeof bucket)[]) =>
            violations(judgeStack(s3AccountPublicAccessBlockPresent, [bucket, ...more], { stacks }));
        expect(judge(["te*"])).to.deep.equal(["The stack declares no AccountPublicAccessBlock."]);
        expect(judge(["te*"], block)).to.deep.equal([]);
        expect(judge(["prod"])).to.deep.equal([]);
        expect(judge([])).to.deep.equal([]);
    });
});

describe("s3-public-access-block", () => {
    const bucket = resource("aws:s3/bucket:Bucket", "raw", { bucket: "lake-raw" });
    const blockType = "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock";
    const block = (change: Record<string, unknown> = {}) =>
        resource(blockType, "raw-block", { ...compliant(blockType), bucket: UNKNOWN, ...change }, { bucket: [bucket] });
    const leavesOpen = [
        `The public access block of bucket "raw" leaves a flag false: each of ${flags.join(", ")} must be true.`,
    ];

    it("accepts a bucket that is linked to a block with four flags", () => {
        expect(judgeStack(s3PublicAccessBlock, [bucket, block()])).to.deep.equal([]);
        const byName = resource(blockType, "b", { ...compliant(blockType), bucket: "lake-raw" });
        expect(judgeStack(s3PublicAccessBlock, [bucket, byName])).to.deep.equal([]);
    });
    it("does not depend on the order of the resources", () => {
        expect(judgeStack(s3PublicAccessBlock, [block(), bucket])).to.deep.equal([]);
    });
    it("refuses a bucket whose name another block bears", () => {
        const other = resource(blockType, "b", { ...compliant(blockType), bucket: "other" });
        expect(violations(judgeStack(s3PublicAccessBlock, [bucket, other]))).to.deep.equal([
            'Bucket "raw" has no public access block.',
        ]);
    });
    it("links a block to the bucket that it names, not to another one that the name was made from", () => {
        const logs = resource("aws:s3/bucket:Bucket", "logs", { bucket: "lake-raw-logs" });
        const ofLogs = resource(
            blockType,
            "logs-block",
            { ...compliant(blockType), bucket: "lake-raw-logs" },
            { bucket: [bucket, logs] },
        );
        expect(violations(judgeStack(s3PublicAccessBlock, [bucket, logs, ofLogs]))).to.deep.equal([
            'Bucket "raw" has no public access block.',
        ]);
    });
    for (const flag of flags) {
        it(`refuses a block without ${flag}, on or off by default`, () => {
            expect(violations(judgeStack(s3PublicAccessBlock, [bucket, block({ [flag]: false })]))).to.deep.equal(
                leavesOpen,
            );
            expect(violations(judgeStack(s3PublicAccessBlock, [bucket, block({ [flag]: undefined })]))).to.deep.equal(
                leavesOpen,
            );
        });
    }
    it("sets what is missing of a block, and nothing on a bucket", () => {
        const all = Object.fromEntries(flags.map((flag) => [flag, true]));
        const mend = (props: Props, settings: Props = {}) => remediate(s3PublicAccessBlock, blockType, props, settings);
        expect(mend({ bucket: "raw" })).to.deep.equal({ bucket: "raw", ...all });
        expect(mend({ bucket: "raw", ...all })).to.equal(undefined);
        const unknown = { ...all, blockPublicAcls: UNKNOWN };
        expect(mend({ ...unknown, ignorePublicAcls: false })).to.deep.equal(unknown);
        expect(mend({ bucket: "raw" }, { acceptAccountBlock: true })).to.equal(undefined);
        expect(remediate(s3PublicAccessBlock, bucket.type, { bucket: "raw" })).to.equal(undefined);
    });
    it("waits while a flag is unknown", () => {
        expect(awaited(judgeStack(s3PublicAccessBlock, [bucket, block({ blockPublicAcls: UNKNOWN })]))).to.deep.equal([
            "blockPublicAcls",
        ]);
    });
    it("waits while a block may belong to either of two buckets", () => {
        const other = resource("aws:s3/bucket:Bucket", "curated", {});
        const either = resource(
            blockType,
            "b",
            { ...compliant(blockType), bucket: UNKNOWN },
            { bucket: [bucket, other] },
        );
        const verdicts = judgeStack(s3PublicAccessBlock, [bucket, other, either]);
        expect(violations(verdicts)).to.deep.equal([]);
        expect(awaited(verdicts)).to.deep.equal(["bucket", "bucket"]);
    });
    it("takes the account's block in place of a bucket's where the setting allows it", () => {
        const account = resource("aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock", "account", {
            ...compliant("aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock"),
        });
        expect(violations(judgeStack(s3PublicAccessBlock, [bucket, account]))).to.have.lengthOf(1);
        expect(judgeStack(s3PublicAccessBlock, [bucket, account], { acceptAccountBlock: true })).to.deep.equal([]);
    });
    it("judges buckets under the older token", () => {
        const old = resource("aws:s3/bucketV2:BucketV2", "raw", { bucket: "lake-raw" });
        expect(violations(judgeStack(s3PublicAccessBlock, [old]))).to.have.lengthOf(1);
    });
});
