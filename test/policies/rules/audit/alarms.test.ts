import { expect } from "chai";
import { securityAlarms } from "../../../../policies/lib/facts/security-alarms";
import { alarmHasAction } from "../../../../policies/rules/audit/alarm-has-action";
import { detectiveServicesPresent } from "../../../../policies/rules/audit/detective-services-present";
import { securityAlarmsPresent } from "../../../../policies/rules/audit/security-alarms-present";
import { awaited, judgeStack, type Props, remediate, resource, UNKNOWN, violations } from "../../support/judge";

const topicArn = "arn:aws:sns:us-east-1:111122223333:alarms";
const metricAlarm = "aws:cloudwatch/metricAlarm:MetricAlarm";
const compositeAlarm = "aws:cloudwatch/compositeAlarm:CompositeAlarm";

describe("alarm-has-action", () => {
    const alarm = (props: Props = {}) => resource(metricAlarm, "errors", { name: "shop-errors", ...props });
    const composite = (props: Props = {}) =>
        resource(compositeAlarm, "shop", { alarmName: "shop", alarmActions: [topicArn], ...props });
    const silent = ['Alarm "errors" has no alarmActions: nobody is told.'];

    it("refuses alarms of both kinds that tell nobody", () => {
        expect(violations(judgeStack(alarmHasAction, [alarm()]))).to.deep.equal(silent);
        expect(
            violations(judgeStack(alarmHasAction, [composite({ alarmActions: [], alarmRule: "TRUE" })])),
        ).to.deep.equal(['Alarm "shop" has no alarmActions: nobody is told.']);
    });
    it("refuses actions that are switched off", () => {
        const off = alarm({ alarmActions: [topicArn], actionsEnabled: false });
        expect(violations(judgeStack(alarmHasAction, [off]))).to.deep.equal([
            'Alarm "errors" has actionsEnabled false.',
        ]);
    });
    it("accepts an action that is not known yet, and waits for the switch", () => {
        expect(judgeStack(alarmHasAction, [alarm({ alarmActions: [UNKNOWN] })])).to.deep.equal([]);
        const unknown = alarm({ alarmActions: [topicArn], actionsEnabled: UNKNOWN });
        expect(awaited(judgeStack(alarmHasAction, [unknown]))).to.deep.equal(["actionsEnabled"]);
    });
    for (const alarmRule of [
        "ALARM(shop-errors) AND NOT OK(throttles)",
        'OK("throttles") OR ALARM( "shop-errors" )',
        "ALARM(arn:aws:cloudwatch:us-east-1:111122223333:alarm:shop-errors)",
    ]) {
        it(`asks nothing of a part of ${alarmRule}`, () => {
            const part = alarm({ actionsEnabled: false });
            expect(judgeStack(alarmHasAction, [part, composite({ alarmRule })])).to.deep.equal([]);
        });
    }
    it("asks nothing of an alarm that holds another one back", () => {
        const actionsSuppressor = { alarm: "shop-errors", extensionPeriod: 60, waitPeriod: 60 };
        const holder = composite({ alarmRule: "ALARM(other)", actionsSuppressor });
        expect(judgeStack(alarmHasAction, [alarm(), holder])).to.deep.equal([]);
    });
    it("refuses an alarm that the composite alarm does not name", () => {
        const resources = [alarm(), composite({ alarmRule: "ALARM(shop-errors-2)" })];
        expect(violations(judgeStack(alarmHasAction, resources))).to.deep.equal(silent);
    });
    it("waits for a rule, or a name, that is not known yet", () => {
        const verdicts = judgeStack(alarmHasAction, [alarm(), composite({ alarmRule: UNKNOWN })]);
        expect(violations(verdicts)).to.deep.equal([]);
        expect(awaited(verdicts)).to.deep.equal(["alarmRule"]);
        const unnamed = [alarm({ name: UNKNOWN }), composite({ alarmRule: "ALARM(a)" })];
        expect(awaited(judgeStack(alarmHasAction, unnamed))).to.deep.equal(["name"]);
    });
    it("names the configured topic where there is no action", () => {
        const settings = { topicArn };
        for (const type of [metricAlarm, compositeAlarm]) {
            expect(remediate(alarmHasAction, type, {}, settings)).to.deep.equal({ alarmActions: [topicArn] });
            expect(remediate(alarmHasAction, type, {})).to.equal(undefined);
            expect(remediate(alarmHasAction, type, { alarmActions: UNKNOWN }, settings)).to.equal(undefined);
        }
    });
});

const foundation = { stacks: ["te*"] };
const bucket = resource("aws:s3/bucket:Bucket", "raw", {});

describe("security-alarms-present", () => {
    const filters = securityAlarms.map(({ control, marks }) =>
        resource("aws:cloudwatch/logMetricFilter:LogMetricFilter", control, {
            pattern: `{ ${marks.join(" || ")} }`,
            metricTransformation: { name: `cis-${control}`, namespace: "audit", value: "1" },
        }),
    );
    const alarms = securityAlarms.map(({ control }) =>
        resource(metricAlarm, control, { metricName: `cis-${control}`, namespace: "audit" }),
    );
    const without = <T extends { readonly name: string }>(list: readonly T[], name: string) =>
        list.filter((each) => each.name !== name);
    const judge = (resources: typeof filters) => judgeStack(securityAlarmsPresent, resources, foundation);

    it("asks nothing of an ordinary stack", () => {
        expect(judgeStack(securityAlarmsPresent, [bucket])).to.deep.equal([]);
        expect(judgeStack(securityAlarmsPresent, [bucket], { stacks: ["prod"] })).to.deep.equal([]);
    });
    it("accepts a filter and an alarm for each kind of event", () => {
        expect(judge([...filters, ...alarms])).to.deep.equal([]);
    });
    it("accepts an alarm that does arithmetic on the metric", () => {
        const query = { id: "m", metric: { metricName: "cis-4.3", namespace: "audit", period: 60, stat: "Sum" } };
        const others = [...without(alarms, "4.3"), resource(metricAlarm, "root", { metricQueries: [query] })];
        expect(judge([...filters, ...others])).to.deep.equal([]);
    });
    it("says what each missing filter would find", () => {
        expect(violations(judge([bucket]))).to.have.lengthOf(securityAlarms.length);
        expect(violations(judge([...without(filters, "4.7"), ...alarms]))).to.deep.equal([
            "No metric filter finds disabling or deletion of KMS keys (CIS 4.7).",
        ]);
    });
    it("refuses a metric that no alarm watches, and one of the same name in another namespace", () => {
        const refused = ["No alarm watches the metric of use of the root user (CIS 4.3)."];
        const others = without(alarms, "4.3");
        expect(violations(judge([...filters, ...others]))).to.deep.equal(refused);
        const elsewhere = resource(metricAlarm, "root", { metricName: "cis-4.3", namespace: "other" });
        expect(violations(judge([...filters, ...others, elsewhere]))).to.deep.equal(refused);
    });
    it("waits for a pattern, or an alarm's metric, that is not known yet", () => {
        const pattern = resource("aws:cloudwatch/logMetricFilter:LogMetricFilter", "4.7", {
            pattern: UNKNOWN,
            metricTransformation: { name: "cis-4.7", namespace: "audit", value: "1" },
        });
        const byPattern = judge([...without(filters, "4.7"), pattern, ...alarms]);
        expect(violations(byPattern)).to.deep.equal([]);
        expect(awaited(byPattern)).to.deep.equal(["pattern"]);
        const metric = resource(metricAlarm, "root", { metricName: UNKNOWN, namespace: "audit" });
        const byMetric = judge([...filters, ...without(alarms, "4.3"), metric]);
        expect(violations(byMetric)).to.deep.equal([]);
        expect(awaited(byMetric)).to.deep.equal(["metricName"]);
    });
});

describe("detective-services-present", () => {
    const detector = (props: Props = {}) => resource("aws:guardduty/detector:Detector", "detector", props);
    const hub = resource("aws:securityhub/account:Account", "hub", {});
    const analyzer = (props: Props = {}) => resource("aws:accessanalyzer/analyzer:Analyzer", "analyzer", props);
    const macie = (props: Props = {}) => resource("aws:macie2/account:Account", "macie", props);
    const judge = (resources: readonly ReturnType<typeof detector>[], settings: Props = {}) =>
        judgeStack(detectiveServicesPresent, resources, { ...foundation, ...settings });

    it("asks nothing of an ordinary stack", () => {
        expect(judgeStack(detectiveServicesPresent, [bucket])).to.deep.equal([]);
    });
    it("accepts all of them, on by default", () => {
        expect(judge([detector(), hub, analyzer(), macie()])).to.deep.equal([]);
    });
    it("says which is not declared", () => {
        expect(violations(judge([bucket]))).to.deep.equal([
            "The stack declares no guardduty.Detector.",
            "The stack declares no securityhub.Account.",
            "The stack declares no accessanalyzer.Analyzer.",
            "The stack declares no macie2.Account.",
        ]);
    });
    it("refuses what is switched off, and an analyzer of something else", () => {
        const off = [
            detector({ enable: false }),
            hub,
            analyzer({ type: "ACCOUNT_UNUSED_ACCESS" }),
            macie({ status: "PAUSED" }),
        ];
        expect(violations(judge(off))).to.deep.equal([
            "enable is false: GuardDuty is suspended.",
            "No accessanalyzer.Analyzer of the stack has type ACCOUNT or ORGANIZATION.",
            "status is PAUSED: Macie does nothing.",
        ]);
    });
    it("waits for a switch that is not known yet", () => {
        const verdicts = judge([detector({ enable: UNKNOWN }), hub, analyzer(), macie()]);
        expect(violations(verdicts)).to.deep.equal([]);
        expect(awaited(verdicts)).to.deep.equal(["enable"]);
    });
    it("takes the services from the setting, and says which it does not know", () => {
        expect(judge([detector()], { services: ["guardduty"] })).to.deep.equal([]);
        expect(violations(judge([detector()], { services: ["inspector"] }))).to.deep.equal([
            'The setting services names "inspector", which is none of guardduty, securityhub, accessanalyzer, macie.',
        ]);
    });
});
