import { expect } from "chai";
import { s3TlsOnlyPolicy } from "../../../../policies/rules/encryption-in-transit/s3-tls-only-policy";
import { awaited, judgeStack, type Props, remediate, resource, UNKNOWN, violations } from "../../support/judge";

const arn = "arn:aws:s3:::lake-raw";
const bucket = resource("aws:s3/bucket:Bucket", "raw", { bucket: "lake-raw" });
const denial = {
    Effect: "Deny",
    Principal: "*",
    Action: "s3:*",
    Resource: [arn, `${arn}/*`],
    Condition: { Bool: { "aws:SecureTransport": "false" } },
};
const judge = (statements: unknown, settings: Props = {}) => {
    const props = { bucket: "lake-raw", policy: JSON.stringify({ Version: "2012-10-17", Statement: statements }) };
    return judgeStack(
        s3TlsOnlyPolicy,
        [bucket, resource("aws:s3/bucketPolicy:BucketPolicy", "raw-policy", props)],
        settings,
    );
};
const open = ['No policy of bucket "raw" denies requests without TLS.'];

describe("s3-tls-only-policy", () => {
    it("accepts a denial that covers the bucket and its objects", () => {
        expect(judge([denial])).to.deep.equal([]);
        expect(judge(denial)).to.deep.equal([]);
        expect(judge([{ ...denial, Resource: "*" }])).to.deep.equal([]);
        expect(judge([{ ...denial, Principal: { AWS: ["*"] }, Action: ["s3:*"] }])).to.deep.equal([]);
    });
    it("understands the condition as text and as a boolean", () => {
        expect(judge([{ ...denial, Condition: { Bool: { "aws:SecureTransport": false } } }])).to.deep.equal([]);
        expect(judge([{ ...denial, Condition: { Bool: { "AWS:SECURETRANSPORT": ["false"] } } }])).to.deep.equal([]);
    });
    for (const [when, statement] of [
        [
            "an Allow for requests with TLS, which denies nothing",
            { ...denial, Effect: "Allow", Condition: { Bool: { "aws:SecureTransport": "true" } } },
        ],
        ["a denial of the objects alone", { ...denial, Resource: [`${arn}/*`] }],
        ["a denial of the bucket alone", { ...denial, Resource: arn }],
        ["a denial of requests that do use TLS", { ...denial, Condition: { Bool: { "aws:SecureTransport": "true" } } }],
        ["a denial of reading alone", { ...denial, Action: "s3:GetObject" }],
        ["a denial for one principal", { ...denial, Principal: { AWS: "arn:aws:iam::111122223333:root" } }],
        ["a denial with exceptions", { ...denial, Principal: undefined, NotPrincipal: { AWS: "*" } }],
        [
            "a denial that a second condition narrows",
            { ...denial, Condition: { ...denial.Condition, StringEquals: { "aws:SourceVpc": "vpc-1" } } },
        ],
        ["a denial without a condition", { ...denial, Condition: undefined }],
    ] as const) {
        it(`refuses ${when}`, () => {
            expect(violations(judge([statement]))).to.deep.equal(open);
        });
    }
    it("refuses a bucket without a policy, unless another stack holds it", () => {
        expect(violations(judgeStack(s3TlsOnlyPolicy, [bucket]))).to.deep.equal(open);
        expect(judgeStack(s3TlsOnlyPolicy, [bucket], { managedElsewhere: true })).to.deep.equal([]);
    });
    it("finds the policy by what it was computed from, and by the bucket's name", () => {
        const policy = { Statement: [denial] };
        const byDependency = resource(
            "aws:s3/bucketPolicy:BucketPolicy",
            "p",
            { bucket: UNKNOWN, policy },
            { bucket: [bucket] },
        );
        expect(judgeStack(s3TlsOnlyPolicy, [bucket, byDependency])).to.deep.equal([]);
        const elsewhere = resource("aws:s3/bucketPolicy:BucketPolicy", "p", { bucket: "other", policy });
        expect(violations(judgeStack(s3TlsOnlyPolicy, [bucket, elsewhere]))).to.deep.equal(open);
    });
    it("takes an inline policy as well", () => {
        const inline = resource(bucket.type, "raw", { policy: JSON.stringify({ Statement: [denial] }) });
        expect(judgeStack(s3TlsOnlyPolicy, [inline])).to.deep.equal([]);
    });
    it("waits while the policy is unknown", () => {
        const unknown = resource("aws:s3/bucketPolicy:BucketPolicy", "p", { bucket: "lake-raw", policy: UNKNOWN });
        const verdicts = judgeStack(s3TlsOnlyPolicy, [bucket, unknown]);
        expect(verdicts).to.deep.equal([{ outcome: "undetermined", unknown: ["policy"], urn: bucket.urn }]);
    });
    it("refuses a bucket without a policy in a preview, where the provider's own default is unknown", () => {
        const unset = resource(bucket.type, "raw", { bucket: "lake-raw", policy: UNKNOWN });
        expect(violations(judgeStack(s3TlsOnlyPolicy, [unset]))).to.deep.equal(open);
    });
    it("waits for an inline policy that was computed from another resource", () => {
        const key = resource("aws:kms/key:Key", "key", {});
        const inline = resource(bucket.type, "raw", { bucket: "lake-raw", policy: UNKNOWN }, { policy: [key] });
        expect(awaited(judgeStack(s3TlsOnlyPolicy, [key, inline]))).to.deep.equal(["policy"]);
    });
    it("needs no more than one statement that is known to deny", () => {
        expect(judge([UNKNOWN, denial])).to.deep.equal([]);
        expect(awaited(judge([denial], { minTlsVersion: "any" }))).to.deep.equal([]);
    });
    describe("at the level remediate", () => {
        const type = "aws:s3/bucketPolicy:BucketPolicy";
        const reader = {
            Effect: "Allow",
            Principal: { AWS: "arn:aws:iam::111122223333:role/reader" },
            Action: "s3:GetObject",
            Resource: `${arn}/contacts/*`,
        };
        const mended = (policy: unknown, settings: Props = {}) =>
            remediate(s3TlsOnlyPolicy, type, { bucket: "lake-raw", policy }, settings)?.policy;
        const isKept = (policy: unknown, settings: Props = {}) =>
            expect(
                judgeStack(s3TlsOnlyPolicy, [bucket, resource(type, "p", { bucket: "lake-raw", policy })], settings),
            ).to.deep.equal([]);

        it("adds a denial for the bucket that the policy names, and keeps what it grants", () => {
            const policy = mended(JSON.stringify({ Version: "2012-10-17", Statement: reader }));
            expect(JSON.parse(String(policy))).to.deep.equal({ Version: "2012-10-17", Statement: [reader, denial] });
            isKept(policy);
            expect(mended(policy)).to.equal(undefined);
        });
        it("adds it to a policy that is an object", () => {
            const policy = mended({ Statement: [reader] });
            expect(policy).to.deep.equal({ Statement: [reader, denial] });
            isKept(policy);
        });
        it("adds a denial of old TLS where the setting asks for it", () => {
            const settings = { minTlsVersion: "1.2" };
            const policy = mended({ Statement: [reader] }, settings);
            isKept(policy, settings);
            expect(mended(policy, settings)).to.equal(undefined);
        });
        it("leaves a policy that it can't read whole, or that does not say which bucket it is about", () => {
            expect(mended(UNKNOWN)).to.equal(undefined);
            expect(mended("nonsense")).to.equal(undefined);
            expect(mended({ Statement: reader })).to.equal(undefined);
            expect(mended({ Statement: [{ ...reader, Resource: "*" }] })).to.equal(undefined);
            expect(mended({ Statement: [reader, { ...reader, Resource: "arn:aws:s3:::other/*" }] })).to.equal(
                undefined,
            );
            expect(mended({ Statement: [reader, UNKNOWN] })).to.equal(undefined);
        });
        it("touches no bucket", () => {
            const policy = JSON.stringify({ Statement: [reader] });
            expect(remediate(s3TlsOnlyPolicy, bucket.type, { policy })).to.equal(undefined);
        });
    });
    it("asks for a TLS version where the setting does", () => {
        const version = (number: string) => ({
            ...denial,
            Condition: { NumericLessThan: { "s3:TlsVersion": number } },
        });
        expect(judge([denial, version("1.2")], { minTlsVersion: "1.2" })).to.deep.equal([]);
        expect(violations(judge([denial, version("1.1")], { minTlsVersion: "1.2" }))).to.deep.equal([
            'No policy of bucket "raw" denies TLS below 1.2.',
        ]);
    });
});
