import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { QueryWorkgroup, type QueryWorkgroupArgs } from "../../../components/query/query-workgroup";
import { resultsProblems } from "../../../components/query/results-location";
import { evaluateProgram } from "../../support/evaluate";
import { refusalOf } from "../refusal";

const WORKGROUP = "aws:athena/workgroup:Workgroup";
const ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm";
const good: QueryWorkgroupArgs = {
    workgroupName: "lake-analysts",
    results: { bucketName: "acme-results", keyArn: "arn:aws:kms:us-east-1:111122223333:key/1" },
    tags: { Team: "data" },
};

describe("QueryWorkgroup", () => {
    it("holds every query to its own settings, encrypted and capped", async () => {
        const { one } = await evaluateProgram(() => void new QueryWorkgroup("analysts", good));
        const { inputs, parent } = one(WORKGROUP);
        expect(parent).to.equal(one("lakefront:index:QueryWorkgroup").urn);
        expect(inputs).to.deep.include({ name: "lake-analysts", forceDestroy: false, tags: { Team: "data" } });
        expect(inputs.configuration).to.deep.equal({
            enforceWorkgroupConfiguration: true,
            publishCloudwatchMetricsEnabled: true,
            bytesScannedCutoffPerQuery: 1024 ** 4,
            requesterPaysEnabled: false,
            engineVersion: { selectedEngineVersion: "Athena engine version 3" },
            resultConfiguration: {
                outputLocation: "s3://acme-results/lake-analysts/",
                encryptionConfiguration: { encryptionOption: "SSE_KMS", kmsKeyArn: good.results.keyArn },
            },
        });
    });

    it("sums every kind and state of query in the daily alarm, within the ten metrics that an alarm may have", async () => {
        const { one } = await evaluateProgram(
            () => void new QueryWorkgroup("analysts", { ...good, dailyScanAlarmBytes: 5000 }),
        );
        const { inputs } = one(ALARM);
        expect(inputs).to.include({ threshold: 5000, comparisonOperator: "GreaterThanThreshold" });
        const queries = inputs.metricQueries;
        if (!Array.isArray(queries)) throw new Error("the alarm has no queries");
        const metrics = queries.filter((query) => query.metric !== undefined);
        expect(metrics).to.have.length(9);
        const [total] = queries.filter((query) => query.returnData);
        for (const { id, metric } of metrics) {
            expect(total.expression).to.include(`FILL(${id}, 0)`);
            expect(metric).to.deep.include({ metricName: "ProcessedBytes", period: 86_400, stat: "Sum" });
            expect(metric.dimensions.WorkGroup).to.equal("lake-analysts");
        }
    });

    it("tells a topic of its own, encrypted, unless it is given one", async () => {
        const own = await evaluateProgram(() => void new QueryWorkgroup("analysts", good));
        expect(own.one("aws:sns/topic:Topic").inputs).to.have.property("kmsMasterKeyId");
        const arn = "arn:aws:sns:us-east-1:111122223333:ops";
        const given = await evaluateProgram(() => void new QueryWorkgroup("analysts", { ...good, alarmTopicArn: arn }));
        expect(given.byType("aws:sns/topic:Topic")).to.deep.equal([]);
        expect(given.one(ALARM).inputs.alarmActions).to.deep.equal([arn]);
    });

    const refused: [string, Partial<QueryWorkgroupArgs>, RegExp][] = [
        [
            "a cap below Athena's own",
            { maxBytesPerQuery: 10 * 1024 ** 2 - 1 },
            /maxBytesPerQuery is 10485759.*10485760/,
        ],
        ["a cap that is no whole number", { maxBytesPerQuery: 1e9 + 0.5 }, /maxBytesPerQuery is 1000000000.5/],
        ["an alarm at nothing", { dailyScanAlarmBytes: 0 }, /dailyScanAlarmBytes is 0/],
        ["a name that Athena refuses", { workgroupName: "a b" }, /workgroupName is "a b"/],
        [
            "results inside a registered location",
            { registeredLocations: ["arn:aws:s3:::acme-results"] },
            /s3:\/\/acme-results\/lake-analysts\/ lies inside the registered location arn:aws:s3:::acme-results/,
        ],
        [
            "results inside a location that is known only later",
            { registeredLocations: [pulumi.output("s3://acme-results/lake-analysts")] },
            /lies inside the registered location/,
        ],
    ];
    for (const [what, change, message] of refused) {
        it(`refuses ${what}`, async () => {
            expect(await refusalOf(() => void new QueryWorkgroup("analysts", { ...good, ...change }))).to.match(
                message,
            );
        });
    }

    it("takes the smallest cap that Athena takes", async () => {
        const args = { ...good, maxBytesPerQuery: 10 * 1024 ** 2 };
        const { one } = await evaluateProgram(() => void new QueryWorkgroup("analysts", args));
        expect(one(WORKGROUP).inputs.configuration).to.include({ bytesScannedCutoffPerQuery: 10_485_760 });
    });
});

describe("results location", () => {
    const cases: [string, string, boolean][] = [
        ["s3://a/results/", "s3://b/results/", true],
        ["s3://a/results/", "s3://a/resultsets/", true],
        ["s3://a/results/", "s3://a/results", false],
        ["s3://a/results/x/", "arn:aws:s3:::a/results/*", false],
        ["s3://a/results/", "arn:aws-cn:s3:::a", false],
        ["s3://a/", "s3://a/curated/", false],
    ];
    for (const [results, registered, fine] of cases) {
        it(`${fine ? "lets" : "doesn't let"} results go to ${results} beside the registered ${registered}`, () => {
            expect(resultsProblems(results, [registered]).length === 0).to.equal(fine);
        });
    }

    it("says so when a registered location is no place in S3", () => {
        expect(resultsProblems("s3://a/", ["curated"]).join()).to.match(/registeredLocations holds "curated"/);
    });
});
