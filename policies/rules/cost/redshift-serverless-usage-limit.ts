import type * as aws from "@pulumi/aws";
import { type Resource, stackRule } from "../../lib/rule";
import { integer } from "../../lib/settings";
import type { Attachment, Join, StackGraph } from "../../lib/stack-graph";
import { types } from "../../lib/tokens";
import { allOf, anyOf, isOneOf, satisfies, type Truth, Unknown } from "../../lib/truth";
import { check } from "../../lib/verdict";

const limitOfWorkgroup: Join = {
    from: types.redshiftServerlessUsageLimit,
    property: "resourceArn",
    to: types.redshiftServerlessWorkgroup,
    names: ["arn"],
};

/** No remedy: a usage limit beside the workgroup bounds it as well, and the workgroup alone does not tell. */
export const redshiftServerlessUsageLimit = stackRule({
    name: "redshift-serverless-usage-limit",
    group: "cost",
    description: "Redshift Serverless workgroups have a bound on what they compute.",
    severity: "medium",
    anchors: {},
    remediationSteps:
        "Set maxCapacity on the workgroup, or give it a redshiftserverless.UsageLimit of usageType serverless-compute with breachAction deactivate or emit-metric.",
    url: "https://docs.aws.amazon.com/redshift/latest/mgmt/serverless-workgroup-max-rpu.html",
    types: [...types.redshiftServerlessWorkgroup, ...types.redshiftServerlessUsageLimit],
    settings: {
        maxRpu: integer("The most Redshift Processing Units that maxCapacity may allow.", 512, {
            minimum: 8,
            maximum: 1024,
        }),
    },
    judge: (stack, { maxRpu }) =>
        stack
            .ofTypes<aws.redshiftserverless.WorkgroupArgs>(types.redshiftServerlessWorkgroup)
            .flatMap((workgroup) => judgeWorkgroup(workgroup, stack, maxRpu)),
});

function judgeWorkgroup(
    { name, urn, props }: Resource<aws.redshiftserverless.WorkgroupArgs>,
    stack: StackGraph,
    maxRpu: number,
) {
    const limits = stack.attachedTo<aws.redshiftserverless.UsageLimitArgs>({ urn }, limitOfWorkgroup);
    const bounded = satisfies(props.number("maxCapacity"), (capacity) => capacity > 0 && capacity <= maxRpu, false);
    return check(
        anyOf(bounded, ...limits.map(boundsCompute)),
        `Workgroup "${name}" has neither a maxCapacity of at most ${maxRpu} nor a usage limit on computing that does something.`,
        urn,
    );
}

/** A limit only writes to a log unless it says otherwise. */
function boundsCompute({ resource, certain }: Attachment<aws.redshiftserverless.UsageLimitArgs>): Truth {
    return allOf(
        certain || new Unknown(["resourceArn"]),
        isOneOf(resource.props.text("usageType"), ["serverless-compute"]),
        isOneOf(resource.props.text("breachAction"), ["deactivate", "emit-metric"]),
    );
}
