import type * as aws from "@pulumi/aws";
import { providerDefaults } from "../../lib/provider-defaults";
import { type Resource, stackRule } from "../../lib/rule";
import { flag } from "../../lib/settings";
import type { Join, StackGraph } from "../../lib/stack-graph";
import { types } from "../../lib/tokens";
import { allOf, anyOf, isOneOf, satisfies, Unknown } from "../../lib/truth";
import { check } from "../../lib/verdict";

const scalingOfTable: Join = {
    from: types.autoScalingTarget,
    property: "resourceId",
    to: types.dynamodbTable,
    names: ["name"],
    prefix: "table/",
};

export const dynamodbCapacityMode = stackRule({
    name: "dynamodb-capacity-mode",
    group: "cost",
    description: "DynamoDB tables follow the demand: on demand, or with capacity that scales by itself.",
    severity: "low",
    anchors: { fsbp: ["DynamoDB.1"], checkov: ["CKV2_AWS_16"] },
    remediationSteps:
        "Set billingMode to PAY_PER_REQUEST, or give the table an appautoscaling.Target for its capacity.",
    url: "https://docs.aws.amazon.com/securityhub/latest/userguide/dynamodb-controls.html#dynamodb-1",
    types: [...types.dynamodbTable, ...types.autoScalingTarget],
    settings: { requireMaxThroughput: flag("Ask for an upper bound, onDemandThroughput, on demand as well.", false) },
    judge: (stack, { requireMaxThroughput }) =>
        stack
            .ofTypes<aws.dynamodb.TableArgs>(types.dynamodbTable)
            .flatMap((table) => judgeTable(table, stack, requireMaxThroughput)),
});

function judgeTable({ name, urn, props }: Resource<aws.dynamodb.TableArgs>, stack: StackGraph, bounded: boolean) {
    const onDemand = isOneOf(props.text("billingMode") ?? providerDefaults.dynamodbTable.billingMode, [
        "PAY_PER_REQUEST",
    ]);
    const scaled = stack
        .attachedTo({ urn }, scalingOfTable)
        .map(({ certain }) => certain || new Unknown(["resourceId"]));
    const throughput = props.child("onDemandThroughput");
    const hasBound = allOf(
        satisfies(throughput.number("maxReadRequestUnits"), (units) => units > 0, false),
        satisfies(throughput.number("maxWriteRequestUnits"), (units) => units > 0, false),
    );
    return [
        ...check(anyOf(onDemand, ...scaled), `Table "${name}" has capacity that follows no demand.`, urn),
        ...(bounded && onDemand === true
            ? check(hasBound, `Table "${name}" is on demand without onDemandThroughput: no bound to its cost.`, urn)
            : []),
    ];
}
