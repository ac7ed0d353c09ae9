import { expect } from "chai";
import { s3AccessLogging } from "../../../../policies/rules/audit/s3-access-logging";
import { awaited, judgeStack, type Props, resource, UNKNOWN, violations } from "../../support/judge";

const bucket = resource("aws:s3/bucket:Bucket", "raw", { bucket: "lake-raw", arn: "arn:aws:s3:::lake-raw" });
const logs = resource("aws:s3/bucket:Bucket", "logs", { bucket: "lake-logs", arn: "arn:aws:s3:::lake-logs" });
const refused = ['Requests to bucket "raw" are not logged.'];

function logging(props: Props = {}, from = [bucket], type = "") {
    return resource(
        `aws:s3/bucketLogging${type}:BucketLogging${type}`,
        "logging",
        { bucket: "lake-raw", targetBucket: "lake-logs", targetPrefix: "raw/", ...props },
        { bucket: from, targetBucket: [logs] },
    );
}

describe("s3-access-logging", () => {
    it("refuses a bucket without logs, and names it", () => {
        const [verdict, ...others] = judgeStack(s3AccessLogging, [bucket]);
        expect(others).to.deep.equal([]);
        expect(verdict).to.include({ outcome: "violation", message: refused[0], urn: bucket.urn });
    });
    it("refuses it in a preview as well, where what the provider computes is unknown", () => {
        const unset = resource(bucket.type, "raw", { logging: UNKNOWN, acl: UNKNOWN });
        expect(violations(judgeStack(s3AccessLogging, [unset]))).to.deep.equal(refused);
    });
    it("sees the logs in a side resource, by dependency or by name, and asks none of their target", () => {
        expect(judgeStack(s3AccessLogging, [bucket, logs, logging({ bucket: UNKNOWN })])).to.deep.equal([]);
        expect(judgeStack(s3AccessLogging, [bucket, logs, logging({}, [])])).to.deep.equal([]);
    });
    it("sees them under the older tokens", () => {
        const old = resource("aws:s3/bucketV2:BucketV2", "raw", { bucket: "lake-raw" });
        expect(violations(judgeStack(s3AccessLogging, [old]))).to.deep.equal(refused);
        expect(judgeStack(s3AccessLogging, [old, logs, logging({}, [old], "V2")])).to.deep.equal([]);
    });
    it("sees them inline", () => {
        for (const inline of [{ logging: { targetBucket: "l" } }, { loggings: [{ targetBucket: "l" }] }]) {
            expect(judgeStack(s3AccessLogging, [resource(bucket.type, "raw", inline)])).to.deep.equal([]);
        }
    });
    it("refuses a bucket where another one is logged", () => {
        const other = resource(bucket.type, "curated", { bucket: "lake-curated" });
        const resources = [bucket, other, logs, logging({ bucket: "lake-curated" }, [other])];
        expect(violations(judgeStack(s3AccessLogging, resources))).to.deep.equal(refused);
    });
    it("waits while the logging may be of either of two", () => {
        const other = resource(bucket.type, "curated", { bucket: "lake-curated" });
        const verdicts = judgeStack(s3AccessLogging, [
            bucket,
            other,
            logs,
            logging({ bucket: UNKNOWN }, [bucket, other]),
        ]);
        expect(violations(verdicts)).to.deep.equal([]);
        expect(awaited(verdicts)).to.deep.equal(["bucket", "bucket"]);
    });
    it("asks no logs of what takes them: by its ACL, or as the setting says", () => {
        expect(violations(judgeStack(s3AccessLogging, [logs]))).to.have.lengthOf(1);
        const acl = { acl: "log-delivery-write" };
        expect(judgeStack(s3AccessLogging, [resource(logs.type, "logs", acl)])).to.deep.equal([]);
        const side = resource(
            "aws:s3/bucketAcl:BucketAcl",
            "logs",
            { bucket: "lake-logs", ...acl },
            { bucket: [logs] },
        );
        expect(judgeStack(s3AccessLogging, [logs, side])).to.deep.equal([]);
        expect(judgeStack(s3AccessLogging, [logs], { logBuckets: ["lo*"] })).to.deep.equal([]);
    });
    for (const [what, type, props] of [
        [
            "CloudFront",
            "aws:cloudfront/distribution:Distribution",
            { loggingConfig: { bucket: "logs.s3.amazonaws.com" } },
        ],
        ["flow logs", "aws:ec2/flowLog:FlowLog", { logDestination: "arn:aws:s3:::lake-logs/vpc/" }],
        [
            "a web ACL",
            "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration",
            { logDestinationConfigs: ["arn:aws:s3:::lake-logs"] },
        ],
        [
            "a delivery of logs",
            "aws:cloudwatch/logDeliveryDestination:LogDeliveryDestination",
            { deliveryDestinationConfiguration: { destinationResourceArn: "arn:aws:s3:::lake-logs/cdn" } },
        ],
    ] as const) {
        it(`asks no logs of a bucket that takes those of ${what}`, () => {
            const target = resource(logs.type, "logs", { ...logs.props, bucketDomainName: "logs.s3.amazonaws.com" });
            expect(judgeStack(s3AccessLogging, [target, resource(type, "source", props)])).to.deep.equal([]);
        });
    }
    it("asks nothing where logging is declared elsewhere", () => {
        expect(judgeStack(s3AccessLogging, [bucket], { managedElsewhere: true })).to.deep.equal([]);
    });
    it("asks logs of a trail's bucket: who read the trail matters", () => {
        const trail = resource(
            "aws:cloudtrail/trail:Trail",
            "trail",
            { s3BucketName: "lake-raw" },
            { s3BucketName: [bucket] },
        );
        expect(violations(judgeStack(s3AccessLogging, [bucket, trail]))).to.deep.equal(refused);
    });

    describe("where data events will do", () => {
        const settings = { acceptDataEvents: true };
        const trail = (props: Props, from = [bucket]) =>
            resource("aws:cloudtrail/trail:Trail", "trail", props, {
                eventSelectors: from,
                advancedEventSelectors: from,
            });
        const basic = (value: string, more: Props = {}) => ({
            eventSelectors: [{ dataResources: [{ type: "AWS::S3::Object", values: [value] }], ...more }],
        });
        const advanced = (...more: readonly object[]) => ({
            advancedEventSelectors: [
                {
                    fieldSelectors: [
                        { field: "eventCategory", equals: ["Data"] },
                        { field: "resources.type", equals: ["AWS::S3::Object"] },
                        ...more,
                    ],
                },
            ],
        });
        const judge = (props: Props, from = [bucket]) =>
            judgeStack(s3AccessLogging, [bucket, trail(props, from)], settings);

        it("accepts events of the bucket, by name or by dependency", () => {
            expect(judge(basic("arn:aws:s3:::lake-raw/"), [])).to.deep.equal([]);
            expect(judge(basic(UNKNOWN))).to.deep.equal([]);
            const named = { field: "resources.ARN", startsWiths: ["arn:aws:s3:::lake-raw/"] };
            expect(judge(advanced(named), [])).to.deep.equal([]);
        });
        it("accepts events of all buckets", () => {
            expect(judge(basic("arn:aws:s3"), [])).to.deep.equal([]);
            expect(judge(advanced(), [])).to.deep.equal([]);
        });
        it("refuses events of another bucket, and those of writes alone", () => {
            expect(violations(judge(basic("arn:aws:s3:::other/"), []))).to.deep.equal(refused);
            const writes = basic("arn:aws:s3", { readWriteType: "WriteOnly" });
            expect(violations(judge(writes, []))).to.deep.equal(refused);
        });
        it("takes them for no logs by default", () => {
            const resources = [bucket, trail(basic("arn:aws:s3"))];
            expect(violations(judgeStack(s3AccessLogging, resources))).to.deep.equal(refused);
        });
    });
});
