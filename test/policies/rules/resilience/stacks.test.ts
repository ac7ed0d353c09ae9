import { expect } from "chai";
import { ecrImmutableScanLifecycle } from "../../../../policies/rules/resilience/ecr-immutable-scan-lifecycle";
import { lambdaDlq } from "../../../../policies/rules/resilience/lambda-dlq";
import { secretsRotation } from "../../../../policies/rules/resilience/secrets-rotation";
import { sqsDlq } from "../../../../policies/rules/resilience/sqs-dlq";
import { awaited, judgeStack, type Props, remediate, resource, UNKNOWN, violations } from "../../support/judge";

describe("sqs-dlq", () => {
    const arn = "arn:aws:sqs:us-east-1:111122223333:failed";
    const redrivePolicy = JSON.stringify({ deadLetterTargetArn: arn, maxReceiveCount: 3 });
    const queue = (name: string, props: Props = {}, dependencies = {}) =>
        resource("aws:sqs/queue:Queue", name, props, dependencies);
    const failed = queue("failed", { arn });
    const orders = queue("orders", { arn: "arn:aws:sqs:us-east-1:111122223333:orders", url: "https://sqs/orders" });
    const refused = (name: string) =>
        `Queue "${name}" has no queue for messages that can't be processed, and is none itself.`;

    it("refuses a queue alone", () => {
        expect(violations(judgeStack(sqsDlq, [orders]))).to.deep.equal([refused("orders")]);
    });
    it("accepts a queue with a policy of its own, and the queue that the policy names", () => {
        const source = queue("orders", { redrivePolicy }, { redrivePolicy: [failed] });
        expect(judgeStack(sqsDlq, [failed, source])).to.deep.equal([]);
        expect(judgeStack(sqsDlq, [failed, queue("orders", { redrivePolicy })])).to.deep.equal([]);
        const unknown = queue("orders", { redrivePolicy: UNKNOWN }, { redrivePolicy: [queue("failed")] });
        expect(judgeStack(sqsDlq, [queue("failed"), unknown])).to.deep.equal([]);
    });
    it("accepts a policy that stands beside the queue", () => {
        const side = resource(
            "aws:sqs/redrivePolicy:RedrivePolicy",
            "side",
            { queueUrl: "https://sqs/orders", redrivePolicy },
            { queueUrl: [orders], redrivePolicy: [failed] },
        );
        expect(judgeStack(sqsDlq, [failed, orders, side])).to.deep.equal([]);
    });
    it("refuses a queue where the policy is another one's", () => {
        const verdicts = judgeStack(sqsDlq, [failed, orders, queue("other", { redrivePolicy })]);
        expect(violations(verdicts)).to.deep.equal([refused("orders")]);
    });
    it("accepts a queue for what a function or a rule could not deliver", () => {
        const target = resource("aws:cloudwatch/eventTarget:EventTarget", "t", { deadLetterConfig: { arn } });
        expect(judgeStack(sqsDlq, [failed, target])).to.deep.equal([]);
        const fn = resource("aws:lambda/function:Function", "f", { deadLetterConfig: { targetArn: arn } });
        expect(judgeStack(sqsDlq, [failed, fn])).to.deep.equal([]);
    });
    it("takes a queue that lets others redrive to it as theirs, but not one that refuses", () => {
        const open = queue("failed", { redriveAllowPolicy: JSON.stringify({ redrivePermission: "byQueue" }) });
        expect(judgeStack(sqsDlq, [open])).to.deep.equal([]);
        const closed = queue("failed", { redriveAllowPolicy: JSON.stringify({ redrivePermission: "denyAll" }) });
        expect(violations(judgeStack(sqsDlq, [closed]))).to.deep.equal([refused("failed")]);
    });
    it("refuses a queue whose policy the provider is yet to compute", () => {
        const verdicts = judgeStack(sqsDlq, [queue("orders", { redrivePolicy: UNKNOWN, redriveAllowPolicy: UNKNOWN })]);
        expect(violations(verdicts)).to.deep.equal([refused("orders")]);
    });
    it("waits while an event may go to either of two queues", () => {
        const two = [queue("a"), queue("b")];
        const target = resource(
            "aws:cloudwatch/eventTarget:EventTarget",
            "t",
            { deadLetterConfig: { arn: UNKNOWN } },
            { deadLetterConfig: two },
        );
        const verdicts = judgeStack(sqsDlq, [...two, target]);
        expect(violations(verdicts)).to.deep.equal([]);
        expect(awaited(verdicts)).to.deep.equal(["deadLetterConfig.arn", "deadLetterConfig.arn"]);
    });
});

describe("lambda-dlq", () => {
    const arn = "arn:aws:lambda:us-east-1:111122223333:function:nightly";
    const fn = resource("aws:lambda/function:Function", "nightly", { name: "nightly", arn });
    const permission = (principal: string, named = "nightly", from = [fn]) =>
        resource("aws:lambda/permission:Permission", "p", { function: named, principal }, { function: from });
    const loses = [
        'Function "nightly" loses events that it fails on: it has no dead-letter queue and no destination for failures.',
    ];

    it("asks nothing of a function that nobody invokes asynchronously, unless the setting says so", () => {
        expect(judgeStack(lambdaDlq, [fn])).to.deep.equal([]);
        expect(judgeStack(lambdaDlq, [fn, permission("apigateway.amazonaws.com")])).to.deep.equal([]);
        expect(violations(judgeStack(lambdaDlq, [fn], { everyFunction: true }))).to.deep.equal(loses);
    });
    it("refuses a function whose events come from a bucket, a rule, a schedule or a topic", () => {
        const callers = [
            permission("s3.amazonaws.com"),
            permission("s3.amazonaws.com", "nightly", []),
            resource("aws:cloudwatch/eventTarget:EventTarget", "t", { arn }, { arn: [fn] }),
            resource("aws:scheduler/schedule:Schedule", "s", { target: { arn } }, { target: [fn] }),
            resource("aws:sns/topicSubscription:TopicSubscription", "u", { endpoint: arn }),
        ];
        for (const caller of callers) {
            expect(violations(judgeStack(lambdaDlq, [fn, caller])), caller.type).to.deep.equal(loses);
        }
    });
    it("asks nothing where the events go to another function", () => {
        expect(judgeStack(lambdaDlq, [fn, permission("s3.amazonaws.com", "other", [])])).to.deep.equal([]);
    });
    it("accepts a dead-letter queue, and a destination for failures", () => {
        const kept = resource(fn.type, "nightly", { name: "nightly", deadLetterConfig: { targetArn: UNKNOWN } });
        expect(judgeStack(lambdaDlq, [kept, permission("s3.amazonaws.com", "nightly", [])])).to.deep.equal([]);
        const config = resource(
            "aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig",
            "c",
            { functionName: "nightly", destinationConfig: { onFailure: { destination: UNKNOWN } } },
            { functionName: [fn] },
        );
        expect(judgeStack(lambdaDlq, [fn, permission("s3.amazonaws.com"), config])).to.deep.equal([]);
    });
    it("waits while the principal is unknown", () => {
        const verdicts = judgeStack(lambdaDlq, [fn, permission(UNKNOWN)]);
        expect([violations(verdicts), awaited(verdicts)]).to.deep.equal([[], ["principal"]]);
    });

    const mapping = (props: Props) => resource("aws:lambda/eventSourceMapping:EventSourceMapping", "records", props);
    const stream = { eventSourceArn: "arn:aws:kinesis:us-east-1:111122223333:stream/c", startingPosition: "LATEST" };

    it("refuses a mapping from a stream without a destination for failures", () => {
        const refused = ['Event source mapping "records" has no destination for records that the function fails on.'];
        expect(violations(judgeStack(lambdaDlq, [mapping(stream)]))).to.deep.equal(refused);
        const unknown = mapping({ ...stream, eventSourceArn: UNKNOWN });
        expect(violations(judgeStack(lambdaDlq, [unknown]))).to.deep.equal(refused);
    });
    it("accepts a mapping with one, and mappings from queues", () => {
        const destinationConfig = { onFailure: { destinationArn: UNKNOWN } };
        expect(judgeStack(lambdaDlq, [mapping({ ...stream, destinationConfig })])).to.deep.equal([]);
        const queue = mapping({ eventSourceArn: "arn:aws:sqs:us-east-1:111122223333:orders" });
        expect(judgeStack(lambdaDlq, [queue])).to.deep.equal([]);
        expect(judgeStack(lambdaDlq, [mapping({ topics: ["orders"], startingPosition: "LATEST" })])).to.deep.equal([]);
    });
});

describe("secrets-rotation", () => {
    const secret = resource("aws:secretsmanager/secret:Secret", "crm", { name: "crm" });
    const rotation = (props: Props, from = [secret]) =>
        resource(
            "aws:secretsmanager/secretRotation:SecretRotation",
            "r",
            { secretId: "crm", ...props },
            { secretId: from },
        );
    const every = (days: number | string) => ({ rotationRules: { automaticallyAfterDays: days } });
    const by = (scheduleExpression: string) => ({ rotationRules: { scheduleExpression } });
    const rare = ['Secret "crm" is not rotated every 90 days or more often.'];

    it("refuses a secret without rotation, but not one that its issuer renews", () => {
        expect(violations(judgeStack(secretsRotation, [secret]))).to.deep.equal(['Secret "crm" has no rotation.']);
        const external = resource(secret.type, "crm", { name: "crm", tags: { rotation: "external" } });
        expect(judgeStack(secretsRotation, [external])).to.deep.equal([]);
    });
    it("accepts rotation by days, by a rate or by a calendar", () => {
        for (const props of [every(30), by("rate(10 days)"), by("rate(12 hours)"), by("cron(0 8 1 * ? *)")]) {
            expect(judgeStack(secretsRotation, [secret, rotation(props)])).to.deep.equal([]);
        }
        expect(judgeStack(secretsRotation, [secret, rotation(every(30), [])])).to.deep.equal([]);
    });
    it("refuses rotation that is rare or off", () => {
        for (const props of [every(91), by("rate(100 days)"), { ...every(30), rotationEnabled: false }, {}]) {
            expect(violations(judgeStack(secretsRotation, [secret, rotation(props)]))).to.deep.equal(rare);
        }
        expect(judgeStack(secretsRotation, [secret, rotation(every(91))], { maxDays: 91 })).to.deep.equal([]);
    });
    it("refuses a secret where another one is rotated", () => {
        const verdicts = judgeStack(secretsRotation, [secret, rotation({ ...every(30), secretId: "other" }, [])]);
        expect(violations(verdicts)).to.deep.equal(['Secret "crm" has no rotation.']);
    });
    it("waits while the days are unknown", () => {
        const verdicts = judgeStack(secretsRotation, [secret, rotation(every(UNKNOWN))]);
        expect([violations(verdicts), awaited(verdicts)]).to.deep.equal([[], ["rotationRules.automaticallyAfterDays"]]);
    });
});

describe("ecr-immutable-scan-lifecycle", () => {
    const kept = { name: "web", imageTagMutability: "IMMUTABLE", imageScanningConfiguration: { scanOnPush: true } };
    const repository = (props: Props) => resource("aws:ecr/repository:Repository", "web", props);
    const judge = (props: Props, more: readonly ReturnType<typeof resource>[] = [], settings = {}) => {
        const judged = repository(props);
        const lifecycle = resource("aws:ecr/lifecyclePolicy:LifecyclePolicy", "l", {}, { repository: [judged] });
        const named = { ...lifecycle, props: { repository: UNKNOWN } };
        return judgeStack(ecrImmutableScanLifecycle, [judged, named, ...more], settings);
    };
    const registry = (filter: string) =>
        resource("aws:ecr/registryScanningConfiguration:RegistryScanningConfiguration", "scans", {
            scanType: "BASIC",
            rules: [{ scanFrequency: "SCAN_ON_PUSH", repositoryFilters: [{ filter, filterType: "WILDCARD" }] }],
        });
    const moves = 'Repository "web" lets a tag be moved to another image.';
    const unscanned = 'Repository "web" has no scan of what is pushed.';

    it("refuses the provider's defaults", () => {
        expect(violations(judgeStack(ecrImmutableScanLifecycle, [repository({ name: "web" })]))).to.deep.equal([
            moves,
            unscanned,
            'Repository "web" has no lifecycle policy.',
        ]);
    });
    it("accepts a repository that has all three", () => {
        expect(judge(kept)).to.deep.equal([]);
    });
    it("takes open tags as immutable only where the setting allows it", () => {
        const open = { ...kept, imageTagMutability: "IMMUTABLE_WITH_EXCLUSION" };
        expect(violations(judge(open))).to.deep.equal([moves]);
        expect(judge(open, [], { allowExclusions: true })).to.deep.equal([]);
    });
    it("accepts a scan of the registry that takes the repository in", () => {
        const unset = { name: "web", imageTagMutability: "IMMUTABLE" };
        for (const filter of ["*", "we*", "web", "eb"]) {
            expect(judge(unset, [registry(filter)]), filter).to.deep.equal([]);
        }
        expect(violations(judge(unset, [registry("api*")]))).to.deep.equal([unscanned]);
        expect(judge(unset, [], { scannedElsewhere: true })).to.deep.equal([]);
        expect(awaited(judge({ ...unset, name: UNKNOWN }, [registry("we*")]))).to.deep.equal(["name"]);
    });
    it("mends tags that can be moved", () => {
        const type = "aws:ecr/repository:Repository";
        expect(remediate(ecrImmutableScanLifecycle, type, { name: "web" })).to.deep.equal({
            name: "web",
            imageTagMutability: "IMMUTABLE",
        });
        expect(remediate(ecrImmutableScanLifecycle, type, { imageTagMutability: UNKNOWN })).to.equal(undefined);
    });
});
