import { expect } from "chai";
import { cloudtrailComplete } from "../../../../policies/rules/audit/cloudtrail-complete";
import { cloudtrailDataEvents } from "../../../../policies/rules/audit/cloudtrail-data-events";
import { describeRule } from "../../support/describe-rule";
import { awaited, judgeStack, type Props, remediate, resource, UNKNOWN, violations } from "../../support/judge";

const type = "aws:cloudtrail/trail:Trail";
const objects = "AWS::S3::Object";

const notValidated = "enableLogFileValidation is not true: nobody can tell whether log files were changed.";
const oneRegion = "isMultiRegionTrail is not true: what is done in other regions is not recorded.";
const noGroup = "cloudWatchLogsGroupArn is not set: no alarm can watch the events.";
const dataSelector = [
    { field: "eventCategory", equals: ["Data"] },
    { field: "resources.type", equals: [objects] },
];

describeRule({
    rule: cloudtrailComplete,
    type,
    refuses: [
        {
            when: "a trail that is off",
            set: { enableLogging: false },
            says: ["enableLogging is false: the trail records nothing."],
        },
        { when: "files that nobody can validate", set: { enableLogFileValidation: undefined }, says: [notValidated] },
        { when: "one region", set: { isMultiRegionTrail: undefined }, says: [oneRegion] },
        { when: "no log group", set: { cloudWatchLogsGroupArn: "" }, says: [noGroup] },
        {
            when: "one region and no selectors, which records management events",
            set: { isMultiRegionTrail: false, eventSelectors: undefined },
            says: [oneRegion],
        },
        {
            when: "one region with an advanced selector for management events",
            set: {
                isMultiRegionTrail: false,
                eventSelectors: undefined,
                advancedEventSelectors: [{ fieldSelectors: [{ field: "eventCategory", equals: ["Management"] }] }],
            },
            says: [oneRegion],
        },
    ],
    accepts: [
        { when: "logging by default", set: { enableLogging: undefined } },
        {
            when: "one region without a log group for data events alone",
            set: {
                isMultiRegionTrail: false,
                cloudWatchLogsGroupArn: undefined,
                eventSelectors: undefined,
                advancedEventSelectors: [{ fieldSelectors: dataSelector }],
            },
        },
        {
            when: "the same by a basic selector",
            set: {
                isMultiRegionTrail: false,
                cloudWatchLogsGroupArn: undefined,
                "eventSelectors[0].includeManagementEvents": false,
            },
        },
    ],
    defersOn: ["enableLogging", "enableLogFileValidation", "isMultiRegionTrail"],
    needsOnlyPresenceOf: ["cloudWatchLogsGroupArn", "eventSelectors"],
    mends: [
        {
            when: "every flag",
            set: { enableLogging: false, enableLogFileValidation: false, isMultiRegionTrail: undefined },
        },
    ],
    leaves: [
        { when: "a missing log group, which only a person can name", set: { cloudWatchLogsGroupArn: undefined } },
        { when: "unknown flags", set: { isMultiRegionTrail: UNKNOWN } },
    ],
});

describe("cloudtrail-data-events", () => {
    const trail = (props: Props, name = "trail") => resource(type, name, props);
    const basic = (selector: Props) => ({
        eventSelectors: [{ dataResources: [{ type: objects, values: ["arn:aws:s3"] }], ...selector }],
    });
    const advanced = (...more: readonly object[]) => ({
        advancedEventSelectors: [{ fieldSelectors: [...dataSelector, ...more] }],
    });
    const reads = `No trail of the stack records who reads: data events of ${objects}.`;
    const writes = `No trail of the stack records who writes: data events of ${objects}.`;
    const judge = (...trails: readonly ReturnType<typeof trail>[]) => judgeStack(cloudtrailDataEvents, trails);

    it("asks nothing of a stack without a trail", () => {
        expect(judge(resource("aws:s3/bucket:Bucket", "raw", {}))).to.deep.equal([]);
    });
    it("refuses trails without data events, and names the first", () => {
        const verdicts = judge(trail({}), trail({}, "second"));
        expect(violations(verdicts)).to.deep.equal([reads, writes]);
        expect(verdicts[0]?.urn).to.equal(trail({}).urn);
    });
    it("accepts a basic selector, which records both by default", () => {
        expect(judge(trail(basic({})))).to.deep.equal([]);
    });
    it("refuses a selector of reads or of writes alone, and accepts the two of them", () => {
        const readOnly = basic({ readWriteType: "ReadOnly" });
        const writeOnly = basic({ readWriteType: "WriteOnly" });
        expect(violations(judge(trail(readOnly)))).to.deep.equal([writes]);
        expect(violations(judge(trail(writeOnly)))).to.deep.equal([reads]);
        expect(judge(trail(readOnly), trail(writeOnly, "second"))).to.deep.equal([]);
    });
    it("accepts an advanced selector, of named buckets and but for the trail's own too", () => {
        expect(judge(trail(advanced()))).to.deep.equal([]);
        const own = { field: "resources.ARN", notStartsWiths: ["arn:aws:s3:::trail/"] };
        expect(judge(trail(advanced(own)))).to.deep.equal([]);
    });
    it("refuses an advanced selector of writes, of some events or of another type", () => {
        const readOnly = { field: "readOnly", equals: ["false"] };
        expect(violations(judge(trail(advanced(readOnly))))).to.deep.equal([reads]);
        const some = { field: "eventName", equals: ["DeleteObject"] };
        expect(violations(judge(trail(advanced(some))))).to.deep.equal([reads, writes]);
        const settings = { resourceTypes: ["AWS::Lambda::Function"] };
        expect(violations(judgeStack(cloudtrailDataEvents, [trail(advanced())], settings))).to.have.lengthOf(2);
    });
    it("asks nothing where another stack's trail records data events", () => {
        expect(judgeStack(cloudtrailDataEvents, [trail({})], { managedElsewhere: true })).to.deep.equal([]);
    });
    it("accepts a trail for management events beside one for data events", () => {
        expect(judge(trail({}), trail(advanced(), "data"))).to.deep.equal([]);
    });
    it("waits for selectors that are not known yet", () => {
        const verdicts = judge(trail({ advancedEventSelectors: UNKNOWN }));
        expect(violations(verdicts)).to.deep.equal([]);
        expect(verdicts).to.have.lengthOf(2);
        expect(awaited(verdicts).every((path) => path.startsWith("advancedEventSelectors."))).to.equal(true);
    });
    it("adds the events of configured buckets to a trail without selectors, and keeps its management events", () => {
        const settings = { bucketArns: ["arn:aws:s3:::raw"] };
        const mended = remediate(cloudtrailDataEvents, type, {}, settings) ?? {};
        expect(mended).to.deep.equal({
            eventSelectors: [
                {
                    includeManagementEvents: true,
                    readWriteType: "All",
                    dataResources: [{ type: objects, values: ["arn:aws:s3:::raw/"] }],
                },
            ],
        });
        expect(judge(trail(mended))).to.deep.equal([]);
        expect(remediate(cloudtrailDataEvents, type, mended, settings)).to.equal(undefined);
    });
    it("adds none to a trail with selectors, known or not, and none where no bucket is configured", () => {
        const settings = { bucketArns: ["arn:aws:s3:::raw"] };
        expect(remediate(cloudtrailDataEvents, type, { eventSelectors: UNKNOWN }, settings)).to.equal(undefined);
        expect(remediate(cloudtrailDataEvents, type, advanced(), settings)).to.equal(undefined);
        expect(remediate(cloudtrailDataEvents, type, {})).to.equal(undefined);
        const others = { ...settings, resourceTypes: ["AWS::Lambda::Function"] };
        expect(remediate(cloudtrailDataEvents, type, {}, others)).to.equal(undefined);
    });
});
