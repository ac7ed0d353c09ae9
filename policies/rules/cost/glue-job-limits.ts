import type * as aws from "@pulumi/aws";
import { providerDefaults } from "../../lib/provider-defaults";
import { type Resource, resourceRule } from "../../lib/rule";
import { integer } from "../../lib/settings";
import { types } from "../../lib/tokens";
import { anyOf, type Field, isOneOf, satisfies, type Truth } from "../../lib/truth";
import { check } from "../../lib/verdict";

/**
 * Commands whose jobs have no time to end by: those that read a stream run until they are stopped, and Ray jobs take no
 * timeout (the provider's reference on `timeout`).
 */
const untimedCommands = ["gluestreaming", "glueray"];

export const glueJobLimits = resourceRule({
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
    judge: ({ props }: Resource<aws.glue.JobArgs>, { maxTimeoutMinutes, maxRetries, maxWorkers }) => {
        const timed = anyOf(
            isOneOf(props.child("command").text("name"), untimedCommands),
            withinTimeout(props.number("timeout"), maxTimeoutMinutes),
        );
        return [
            ...check(timed, `timeout is not between 1 and ${maxTimeoutMinutes} minutes.`),
            ...check(
                satisfies(props.number("maxRetries"), (retries) => retries <= maxRetries, true),
                `maxRetries is more than ${maxRetries}.`,
            ),
            ...check(
                satisfies(props.number("numberOfWorkers"), (workers) => workers <= maxWorkers, true),
                `numberOfWorkers is more than ${maxWorkers}.`,
            ),
        ];
    },
    remedy: ({ props }, settings) => {
        const timeout = props.number("timeout");
        const untimed = isOneOf(props.child("command").text("name"), untimedCommands);
        const late = untimed === false && withinTimeout(timeout, settings.maxTimeoutMinutes) === false;
        return {
            ...(late ? { timeout: settings.maxTimeoutMinutes } : {}),
            ...over(props.number("maxRetries"), "maxRetries", settings.maxRetries),
            ...over(props.number("numberOfWorkers"), "numberOfWorkers", settings.maxWorkers),
        };
    },
});

function withinTimeout(timeout: Field<number>, most: number): Truth {
    const minutes = timeout ?? providerDefaults.glueJob.timeout;
    return satisfies(minutes, (known) => known > 0 && known <= most, false);
}

function over(value: Field<number>, property: string, most: number): Record<string, number> {
    return typeof value === "number" && value > most ? { [property]: most } : {};
}
