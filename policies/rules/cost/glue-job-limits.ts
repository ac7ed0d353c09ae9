import type * as aws from "@pulumi/aws";
import { providerDefaults } from "../../lib/provider-defaults";
import { type Requirement, requirementRule } from "../../lib/requirement";
import type { Resource } from "../../lib/rule";
import { integer } from "../../lib/settings";
import { types } from "../../lib/tokens";
import { anyOf, type Field, isOneOf, satisfies, type Truth } from "../../lib/truth";

/**
 * Commands whose jobs have no time to end by: those that read a stream run until they are stopped, and Ray jobs take no
 * timeout (the provider's reference on `timeout`).
 */
const untimedCommands = ["gluestreaming", "glueray"];

export const glueJobLimits = requirementRule({
    name: "glue-job-limits",
    group: "cost",
    description: "Glue jobs have bounds on how long they run, how often they are tried and how many workers they take.",
    severity: "medium",
    anchors: {},
    remediationSteps: "Set timeout, maxRetries and numberOfWorkers within the bounds.",
    url: "https://docs.aws.amazon.com/glue/latest/dg/add-job.html",
    types: types.glueJob,
    settings: {
        maxTimeoutMinutes: integer("The most minutes that a job may run.", 480, { minimum: 1, maximum: 10_080 }),
        maxRetries: integer("The most times that a job may be tried again.", 2, { minimum: 0, maximum: 10 }),
        maxWorkers: integer("The most workers that a job may take.", 50, { minimum: 1, maximum: 2000 }),
    },
    requires: (
        { props }: Resource<aws.glue.JobArgs>,
        { maxTimeoutMinutes, maxRetries, maxWorkers },
    ): readonly Requirement[] => [
        {
            kept: anyOf(
                isOneOf(props.child("command").text("name"), untimedCommands),
                withinTimeout(props.number("timeout"), maxTimeoutMinutes),
            ),
            otherwise: `timeout is not between 1 and ${maxTimeoutMinutes} minutes.`,
            remedy: { timeout: maxTimeoutMinutes },
        },
        {
            kept: satisfies(props.number("maxRetries"), (retries) => retries <= maxRetries, true),
            otherwise: `maxRetries is more than ${maxRetries}.`,
            remedy: { maxRetries },
        },
        {
            kept: satisfies(props.number("numberOfWorkers"), (workers) => workers <= maxWorkers, true),
            otherwise: `numberOfWorkers is more than ${maxWorkers}.`,
            remedy: { numberOfWorkers: maxWorkers },
        },
    ],
});

function withinTimeout(timeout: Field<number>, most: number): Truth {
    const minutes = timeout ?? providerDefaults.glueJob.timeout;
    return satisfies(minutes, (known) => known > 0 && known <= most, false);
}
