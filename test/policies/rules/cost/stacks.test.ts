import { expect } from "chai";
import { budgetPresent } from "../../../../policies/rules/cost/budget-present";
import { costAnomalyMonitor } from "../../../../policies/rules/cost/cost-anomaly-monitor";
import { dynamodbCapacityMode } from "../../../../policies/rules/cost/dynamodb-capacity-mode";
import { natGatewaysLimited } from "../../../../policies/rules/cost/nat-gateways-limited";
import { redshiftServerlessUsageLimit } from "../../../../policies/rules/cost/redshift-serverless-usage-limit";
import { awaited, judgeStack, resource, UNKNOWN, violations } from "../../support/judge";

const bucket = resource("aws:s3/bucket:Bucket", "raw", {});

describe("what a foundation stack declares about cost", () => {
    const foundation = { stacks: ["te*"] };

    it("is asked of no other stack", () => {
        expect(judgeStack(budgetPresent, [bucket])).to.deep.equal([]);
        expect(judgeStack(costAnomalyMonitor, [bucket], { stacks: ["prod"] })).to.deep.equal([]);
    });
    it("holds a budget", () => {
        expect(violations(judgeStack(budgetPresent, [bucket], foundation))).to.deep.equal([
            "The stack declares no Budget.",
        ]);
        expect(judgeStack(budgetPresent, [resource("aws:budgets/budget:Budget", "b", {})], foundation)).to.deep.equal(
            [],
        );
    });
    it("holds a monitor of anomalies, and somebody who is told", () => {
        expect(violations(judgeStack(costAnomalyMonitor, [bucket], foundation))).to.deep.equal([
            "The stack declares no AnomalyMonitor.",
            "The stack declares no AnomalySubscription: nobody is told.",
        ]);
    });
});

describe("dynamodb-capacity-mode", () => {
    const fixed = 'Table "carts" has capacity that follows no demand.';
    const table = resource("aws:dynamodb/table:Table", "carts", { name: "shop-carts" });
    const target = (resourceId: string, from = [table]) =>
        resource("aws:appautoscaling/target:Target", "scale", { resourceId }, { resourceId: from });

    it("refuses provisioned capacity, the provider's default, that nothing scales", () => {
        expect(violations(judgeStack(dynamodbCapacityMode, [table]))).to.deep.equal([fixed]);
    });
    it("accepts capacity that a target scales", () => {
        expect(judgeStack(dynamodbCapacityMode, [table, target("table/shop-carts")])).to.deep.equal([]);
        expect(judgeStack(dynamodbCapacityMode, [table, target("table/shop-carts", [])])).to.deep.equal([]);
        expect(judgeStack(dynamodbCapacityMode, [table, target(UNKNOWN)])).to.deep.equal([]);
    });
    it("refuses capacity where the target scales another table", () => {
        expect(violations(judgeStack(dynamodbCapacityMode, [table, target("table/other")]))).to.deep.equal([fixed]);
    });
    it("waits while a target may scale either of two tables", () => {
        const other = resource("aws:dynamodb/table:Table", "orders", { name: "orders" });
        const verdicts = judgeStack(dynamodbCapacityMode, [table, other, target(UNKNOWN, [table, other])]);
        expect(violations(verdicts)).to.deep.equal([]);
        expect(awaited(verdicts)).to.deep.equal(["resourceId", "resourceId"]);
    });
    it("asks for a bound on demand where the setting says so", () => {
        const settings = { requireMaxThroughput: true };
        const onDemand = (more: object) =>
            resource(table.type, "carts", { name: "shop-carts", billingMode: "PAY_PER_REQUEST", ...more });
        expect(violations(judgeStack(dynamodbCapacityMode, [onDemand({})], settings))).to.deep.equal([
            'Table "carts" is on demand without onDemandThroughput: no bound to its cost.',
        ]);
        const bound = { onDemandThroughput: { maxReadRequestUnits: 100, maxWriteRequestUnits: 100 } };
        expect(judgeStack(dynamodbCapacityMode, [onDemand(bound)], settings)).to.deep.equal([]);
    });
});

describe("redshift-serverless-usage-limit", () => {
    const arn = "arn:aws:redshift-serverless:us-east-1:111122223333:workgroup/1";
    const workgroup = (props: object) =>
        resource("aws:redshiftserverless/workgroup:Workgroup", "lake", { arn, ...props });
    const unbounded = workgroup({});
    const limit = (props: object, of = [unbounded]) =>
        resource(
            "aws:redshiftserverless/usageLimit:UsageLimit",
            "limit",
            { usageType: "serverless-compute", breachAction: "deactivate", resourceArn: arn, ...props },
            { resourceArn: of },
        );
    const refused = [
        'Workgroup "lake" has neither a maxCapacity of at most 512 nor a usage limit on computing that does something.',
    ];

    it("refuses a workgroup without a bound", () => {
        expect(violations(judgeStack(redshiftServerlessUsageLimit, [unbounded]))).to.deep.equal(refused);
    });
    it("refuses a bound that is above the setting's", () => {
        expect(violations(judgeStack(redshiftServerlessUsageLimit, [workgroup({ maxCapacity: 1024 })]))).to.deep.equal(
            refused,
        );
        const settings = { maxRpu: 1024 };
        expect(judgeStack(redshiftServerlessUsageLimit, [workgroup({ maxCapacity: 1024 })], settings)).to.deep.equal(
            [],
        );
    });
    it("accepts a limit on computing, by dependency or by ARN", () => {
        expect(judgeStack(redshiftServerlessUsageLimit, [unbounded, limit({})])).to.deep.equal([]);
        expect(judgeStack(redshiftServerlessUsageLimit, [unbounded, limit({}, [])])).to.deep.equal([]);
    });
    it("refuses a limit that only writes to a log, counts something else, or belongs to another workgroup", () => {
        for (const props of [{ breachAction: undefined }, { usageType: "cross-region-datasharing" }]) {
            expect(violations(judgeStack(redshiftServerlessUsageLimit, [unbounded, limit(props)]))).to.deep.equal(
                refused,
            );
        }
        const other = limit({ resourceArn: `${arn}2` }, []);
        expect(violations(judgeStack(redshiftServerlessUsageLimit, [unbounded, other]))).to.deep.equal(refused);
    });
});

describe("nat-gateways-limited", () => {
    const gateways = (count: number) =>
        Array.from({ length: count }, (_, index) => resource("aws:ec2/natGateway:NatGateway", `nat-${index}`, {}));

    it("accepts one for each of three zones", () => {
        expect(judgeStack(natGatewaysLimited, gateways(3))).to.deep.equal([]);
    });
    it("refuses more than the setting allows", () => {
        expect(violations(judgeStack(natGatewaysLimited, gateways(2), { maxGateways: 1 }))).to.deep.equal([
            "The stack declares 2 NAT gateways, more than 1.",
        ]);
    });
});
