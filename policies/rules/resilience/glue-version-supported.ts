import type * as aws from "@pulumi/aws";
import { providerDefaults } from "../../lib/provider-defaults";
import { manualRule } from "../../lib/requirement";
import type { Resource } from "../../lib/rule";
import { text } from "../../lib/settings";
import { types } from "../../lib/tokens";
import { allOf, anyOf, isOneOf, not, satisfies } from "../../lib/truth";

/** Python shells and Ray jobs have version numbers of their own kind. */
export const glueVersionSupported = manualRule({
    name: "glue-version-supported",
    group: "resilience",
    description: "Glue Spark jobs name a version of Glue that still gets security updates.",
    severity: "medium",
    anchors: { fsbp: ["Glue.4"] },
    remediationSteps: "Set glueVersion to the minimum or newer, and test the job on it.",
    url: "https://docs.aws.amazon.com/securityhub/latest/userguide/glue-controls.html#glue-4",
    types: types.glueJob,
    settings: { minVersion: text("The oldest version that jobs may use.", "3.0") },
    requires: ({ props }: Resource<aws.glue.JobArgs>, { minVersion }) => {
        const command = props.child("command").text("name") ?? providerDefaults.glueJob.commandName;
        const version = props.text("glueVersion");
        const spark = isOneOf(command, ["glueetl", "gluestreaming"]);
        return [
            {
                kept: anyOf(not(spark), props.has("glueVersion")),
                otherwise: "glueVersion is not set: the service chooses one, and it changes.",
            },
            {
                kept: not(
                    allOf(
                        spark,
                        satisfies(version, (given) => isOlder(given, minVersion), false),
                    ),
                ),
                otherwise: `glueVersion is older than ${minVersion}.`,
            },
        ];
    },
});

function isOlder(version: string, than: string): boolean {
    return version.localeCompare(than, "en", { numeric: true }) < 0;
}
