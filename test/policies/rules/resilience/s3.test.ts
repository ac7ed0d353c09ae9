import { expect } from "chai";
import { s3Lifecycle } from "../../../../policies/rules/resilience/s3-lifecycle";
import { s3ObjectLock } from "../../../../policies/rules/resilience/s3-object-lock";
import { s3ReplicationConfigured } from "../../../../policies/rules/resilience/s3-replication-configured";
import { s3Versioning } from "../../../../policies/rules/resilience/s3-versioning";
import { awaited, judgeStack, type Props, remediate, resource, UNKNOWN, violations } from "../../support/judge";

const bucketOf = (props: Props = {}, type = "aws:s3/bucket:Bucket") =>
    resource(type, "raw", { bucket: "raw", ...props });
const bucket = bucketOf();
const other = resource("aws:s3/bucket:Bucket", "other", { bucket: "other", versioning: { enabled: true } });

for (const suffix of ["", "V2"]) {
    const bucketVersioning = `aws:s3/bucketVersioning${suffix}:BucketVersioning${suffix}`;
    const versioning = (status: string, named = "raw", from = [bucket]) =>
        resource(bucketVersioning, "side", { bucket: named, versioningConfiguration: { status } }, { bucket: from });
    const lost = ['Bucket "raw" keeps no versions: what is overwritten or deleted is lost.'];

    describe(`s3-versioning by ${bucketVersioning}`, () => {
        it("refuses a bucket without versions", () => {
            expect(violations(judgeStack(s3Versioning, [bucket]))).to.deep.equal(lost);
        });
        it("accepts versions by dependency, by literal name or by the bucket's own block", () => {
            expect(judgeStack(s3Versioning, [bucket, versioning("Enabled")])).to.deep.equal([]);
            expect(judgeStack(s3Versioning, [bucket, versioning("Enabled", "raw", [])])).to.deep.equal([]);
            expect(judgeStack(s3Versioning, [bucketOf({ versioning: { enabled: true } })])).to.deep.equal([]);
            const old = bucketOf({ versionings: [{ enabled: true }] }, "aws:s3/bucketV2:BucketV2");
            expect(judgeStack(s3Versioning, [old])).to.deep.equal([]);
        });
        it("refuses suspended versions, and mends them", () => {
            const suspended = versioning("Suspended");
            expect(violations(judgeStack(s3Versioning, [bucket, suspended]))).to.deep.equal(lost);
            const mended = remediate(s3Versioning, bucketVersioning, suspended.props as Props);
            expect(mended).to.deep.equal({ bucket: "raw", versioningConfiguration: { status: "Enabled" } });
            expect(remediate(s3Versioning, bucketVersioning, mended ?? {})).to.equal(undefined);
        });
        it("refuses a bucket where the versions are another one's", () => {
            const verdicts = judgeStack(s3Versioning, [bucket, other, versioning("Enabled", "other", [other])]);
            expect(violations(verdicts)).to.deep.equal(lost);
        });
        it("waits while the status, or whose it is, is unknown", () => {
            const unknown = judgeStack(s3Versioning, [bucket, versioning(UNKNOWN)]);
            expect([violations(unknown), awaited(unknown)]).to.deep.equal([[], ["versioningConfiguration.status"]]);
            const two = [bucket, resource(bucket.type, "two", { bucket: "two" })];
            const either = judgeStack(s3Versioning, [...two, versioning("Enabled", UNKNOWN, two)]);
            expect([violations(either), awaited(either)]).to.deep.equal([[], ["bucket", "bucket"]]);
        });
        it("leaves out buckets with a tag of the setting", () => {
            const scratch = bucketOf({ tags: { data: "scratch" } });
            expect(judgeStack(s3Versioning, [scratch], { exceptTags: ["data=scratch"] })).to.deep.equal([]);
            const verdicts = judgeStack(s3Versioning, [scratch], { exceptTags: ["data=orders"] });
            expect(violations(verdicts)).to.deep.equal(lost);
        });
    });
}

for (const suffix of ["", "V2"]) {
    const type = `aws:s3/bucketLifecycleConfiguration${suffix}:BucketLifecycleConfiguration${suffix}`;
    const aborting = { id: "a", status: "Enabled", abortIncompleteMultipartUpload: { daysAfterInitiation: 7 } };
    const clearing = { id: "b", status: "Enabled", noncurrentVersionExpiration: { noncurrentDays: 30 } };
    const lifecycle = (rules: readonly object[], from = [bucket]) =>
        resource(type, "side", { bucket: "raw", rules }, { bucket: from });
    const stays = 'Bucket "raw" does not abort unfinished uploads within 7 days.';
    const grows = 'Bucket "raw" keeps versions and never clears old ones.';
    const versioned = bucketOf({ versioning: { enabled: true } });

    describe(`s3-lifecycle by ${type}`, () => {
        it("refuses a bucket without rules, and of old versions only where they are kept", () => {
            expect(violations(judgeStack(s3Lifecycle, [bucket]))).to.deep.equal([stays]);
            expect(violations(judgeStack(s3Lifecycle, [versioned]))).to.deep.equal([stays, grows]);
        });
        it("accepts a bucket whose rules do both", () => {
            expect(judgeStack(s3Lifecycle, [versioned, lifecycle([aborting, clearing])])).to.deep.equal([]);
            const own = {
                enabled: true,
                abortIncompleteMultipartUploadDays: 3,
                noncurrentVersionExpiration: { days: 9 },
            };
            const inline = bucketOf({ versioning: { enabled: true }, lifecycleRules: [own] });
            expect(judgeStack(s3Lifecycle, [inline])).to.deep.equal([]);
        });
        it("refuses rules that are off, late or about some objects alone", () => {
            for (const change of [
                { status: "Disabled" },
                { abortIncompleteMultipartUpload: { daysAfterInitiation: 8 } },
                { filter: { prefix: "tmp/" } },
                { filter: { tag: { key: "a", value: "b" } } },
                { prefix: "tmp/" },
            ]) {
                const verdicts = judgeStack(s3Lifecycle, [bucket, lifecycle([{ ...aborting, ...change }])]);
                expect(violations(verdicts), JSON.stringify(change)).to.deep.equal([stays]);
            }
        });
        it("accepts later rules where the setting allows them", () => {
            const late = lifecycle([{ ...aborting, abortIncompleteMultipartUpload: { daysAfterInitiation: 14 } }]);
            expect(judgeStack(s3Lifecycle, [bucket, late], { maxAbortDays: 14 })).to.deep.equal([]);
        });
        it("waits while a value that decides is unknown", () => {
            const verdicts = judgeStack(s3Lifecycle, [bucket, lifecycle([{ ...aborting, status: UNKNOWN }])]);
            expect([violations(verdicts), awaited(verdicts)]).to.deep.equal([[], ["rules[0].status"]]);
        });
    });
}

for (const suffix of ["", "V2"]) {
    const type = `aws:s3/bucketObjectLockConfiguration${suffix}:BucketObjectLockConfiguration${suffix}`;
    const tagged = bucketOf({ tags: { lock: "yes" } });
    const settings = { tag: "lock", minDays: 30 };
    const open = ['Bucket "raw" has no object lock with a default retention of at least 30 days.'];
    const lock = (defaultRetention: object, named = "raw") =>
        resource(type, "side", { bucket: named, rule: { defaultRetention } }, { bucket: [tagged] });

    describe(`s3-object-lock by ${type}`, () => {
        it("refuses a tagged bucket without a lock, and asks nothing of others", () => {
            expect(violations(judgeStack(s3ObjectLock, [tagged], settings))).to.deep.equal(open);
            expect(judgeStack(s3ObjectLock, [bucket], settings)).to.deep.equal([]);
            expect(judgeStack(s3ObjectLock, [tagged])).to.deep.equal([]);
        });
        it("accepts a lock of enough days or years", () => {
            expect(judgeStack(s3ObjectLock, [tagged, lock({ days: 30 })], settings)).to.deep.equal([]);
            expect(judgeStack(s3ObjectLock, [tagged, lock({ years: 1 })], settings)).to.deep.equal([]);
            const rule = { defaultRetention: { days: 40 } };
            const inline = bucketOf({ tags: { lock: "yes" }, objectLockConfiguration: { rule } });
            expect(judgeStack(s3ObjectLock, [inline], settings)).to.deep.equal([]);
        });
        it("refuses a lock that is too short, or another bucket's", () => {
            expect(violations(judgeStack(s3ObjectLock, [tagged, lock({ days: 1 })], settings))).to.deep.equal(open);
            const verdicts = judgeStack(s3ObjectLock, [tagged, other, lock({ days: 90 }, "other")], settings);
            expect(violations(verdicts)).to.deep.equal(open);
        });
        it("waits while the retention is unknown", () => {
            const verdicts = judgeStack(s3ObjectLock, [tagged, lock({ days: UNKNOWN })], settings);
            expect([violations(verdicts), awaited(verdicts)]).to.deep.equal([[], ["rule.defaultRetention.days"]]);
        });
    });
}

describe("s3-replication-configured", () => {
    const type = "aws:s3/bucketReplicationConfig:BucketReplicationConfig";
    const settings = { tag: "copy=yes" };
    const tagged = bucketOf({ tags: { copy: "yes" } });
    const copy = resource(bucket.type, "copy", { bucket: "copy", arn: "arn:aws:s3:::copy", tags: { copy: "yes" } });
    const replication = (status: string, destination = "arn:aws:s3:::copy") =>
        resource(
            type,
            "side",
            { bucket: "raw", rules: [{ status, destination: { bucket: destination } }] },
            { bucket: [tagged], rules: [copy] },
        );
    const nowhere = 'Bucket "raw" is copied nowhere.';

    it("refuses a tagged bucket that is not copied, and asks nothing of others", () => {
        expect(violations(judgeStack(s3ReplicationConfigured, [tagged], settings))).to.deep.equal([nowhere]);
        expect(judgeStack(s3ReplicationConfigured, [bucket], settings)).to.deep.equal([]);
        expect(judgeStack(s3ReplicationConfigured, [tagged])).to.deep.equal([]);
    });
    it("accepts a bucket that is copied, and does not ask its replica to be copied in turn", () => {
        const stack = [tagged, copy, replication("Enabled")];
        expect(judgeStack(s3ReplicationConfigured, stack, settings)).to.deep.equal([]);
        const inline = bucketOf({
            tags: { copy: "yes" },
            replicationConfiguration: { rules: [{ status: "Enabled" }] },
        });
        expect(judgeStack(s3ReplicationConfigured, [inline], settings)).to.deep.equal([]);
    });
    it("refuses rules that are switched off", () => {
        const verdicts = judgeStack(s3ReplicationConfigured, [tagged, replication("Disabled")], settings);
        expect(violations(verdicts)).to.deep.equal([nowhere]);
    });
    it("waits while the status is unknown", () => {
        const verdicts = judgeStack(s3ReplicationConfigured, [tagged, copy, replication(UNKNOWN)], settings);
        expect([violations(verdicts), awaited(verdicts)]).to.deep.equal([[], ["rules[0].status"]]);
    });
});
