import type * as aws from "@pulumi/aws";
import { optInTag, optsIn } from "../../lib/opt-in";
import { type Resource, stackRule } from "../../lib/rule";
import type { Attachment, Join, StackGraph } from "../../lib/stack-graph";
import { types } from "../../lib/tokens";
import { allOf, anyOf, isSet, not, type Truth, Unknown } from "../../lib/truth";
import { check } from "../../lib/verdict";

/** A job names its connections, so the join leads from the job to what it names. */
const jobByConnection: Join = {
    from: types.glueJob,
    property: "connections",
    to: types.glueConnection,
    names: ["name", "id"],
};

export const glueInVpc = stackRule({
    name: "glue-in-vpc",
    group: "network",
    description: "Glue jobs that are tagged for it run in a VPC, by a connection with a subnet and security groups.",
    severity: "low",
    anchors: {},
    remediationSteps: "Name a glue.Connection in connections that has physicalConnectionRequirements.",
    url: "https://docs.aws.amazon.com/glue/latest/dg/start-connecting.html",
    types: [...types.glueJob, ...types.glueConnection],
    settings: { tag: optInTag("job") },
    judge: (stack, { tag }) => {
        const placed = placedJobs(stack);
        return stack
            .ofTypes<aws.glue.JobArgs>(types.glueJob)
            .flatMap(({ name, urn, props }) =>
                check(
                    anyOf(not(optsIn(props.child("tags"), tag)), placed.get(urn) ?? false),
                    `Job "${name}" names no connection with a subnet and security groups.`,
                    urn,
                ),
            );
    },
});

function placedJobs(stack: StackGraph): ReadonlyMap<string, Truth> {
    const placed = new Map<string, Truth>();
    for (const connection of stack.ofTypes<aws.glue.ConnectionArgs>(types.glueConnection)) {
        for (const job of stack.attachedTo<aws.glue.JobArgs>(connection, jobByConnection)) {
            const { urn } = job.resource;
            placed.set(urn, anyOf(placed.get(urn) ?? false, isPlaced(connection, job)));
        }
    }
    return placed;
}

function isPlaced({ props }: Resource<aws.glue.ConnectionArgs>, { certain }: Attachment<unknown>): Truth {
    const network = props.child("physicalConnectionRequirements");
    return allOf(
        isSet(network.get("subnetId")),
        network.texts("securityGroupIdLists").length > 0,
        certain || new Unknown(["connections"]),
    );
}
