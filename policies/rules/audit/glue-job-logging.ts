import type * as aws from "@pulumi/aws";
import type { Properties } from "../../lib/properties";
import { providerDefaults } from "../../lib/provider-defaults";
import { requirementRule } from "../../lib/requirement";
import type { Resource } from "../../lib/rule";
import { types } from "../../lib/tokens";
import { anyOf, isOneOf, isUnknown, not, satisfies, type Truth, Unknown } from "../../lib/truth";

type Shape = aws.glue.JobArgs;

/** Commands that run Spark: the arguments are for its jobs alone. */
const sparkCommands = ["glueetl", "gluestreaming"];
const logArgument = "--enable-continuous-cloudwatch-log";
const metricArguments = ["--enable-metrics", "--enable-observability-metrics"];

/**
 * From version 5.0 on, every job logs while it runs
 * (https://docs.aws.amazon.com/glue/latest/dg/monitor-continuous-logging.html).
 */
export const glueJobLogging = requirementRule({
    name: "glue-job-logging",
    group: "audit",
    description: "Glue jobs on Spark log while they run, and publish metrics.",
    severity: "medium",
    anchors: { config: ["glue-job-logging-enabled"], prowler: ["glue_etl_jobs_logging_enabled"] },
    remediationSteps:
        'Set "--enable-continuous-cloudwatch-log" and "--enable-metrics" to "true" in defaultArguments, or use glueVersion 5.0.',
    url: "https://docs.aws.amazon.com/glue/latest/dg/monitor-continuous-logging-enable.html",
    types: types.glueJob,
    requires: ({ props }: Resource<Shape>) => {
        const command = props.child("command").text("name") ?? providerDefaults.glueJob.commandName;
        const otherEngine = not(isOneOf(command, sparkCommands));
        return [
            {
                kept: anyOf(
                    otherEngine,
                    satisfies(props.text("glueVersion"), (version) => Number.parseFloat(version) >= 5, false),
                    isSwitchedOn(props, logArgument),
                ),
                otherwise: `defaultArguments does not set ${logArgument} to true.`,
                remedy: { [`defaultArguments.${logArgument}`]: "true" },
            },
            {
                kept: anyOf(otherEngine, ...metricArguments.map((argument) => isSwitchedOn(props, argument))),
                otherwise: "defaultArguments holds neither --enable-metrics nor --enable-observability-metrics.",
                remedy: { "defaultArguments.--enable-metrics": "true" },
            },
        ];
    },
});

/** Glue takes an argument without a value for one that is switched on. */
function isSwitchedOn(props: Properties<Shape>, argument: string): Truth {
    return anyOf(
        ...(["defaultArguments", "nonOverridableArguments"] as const).map((property) => {
            const given = props.child(property);
            const keys = given.keys();
            if (isUnknown(keys)) {
                return new Unknown([property]);
            }
            return keys.includes(argument) && isOneOf(given.text(argument), ["", "true"], true);
        }),
    );
}
