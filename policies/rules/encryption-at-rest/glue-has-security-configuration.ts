import type * as aws from "@pulumi/aws";
import { requirementRule } from "../../lib/requirement";
import type { Resource } from "../../lib/rule";
import { text } from "../../lib/settings";
import { types } from "../../lib/tokens";

/** What the named configuration holds is the matter of `glue-security-configuration-complete`, wherever it is declared. */
export const glueHasSecurityConfiguration = requirementRule({
    name: "glue-has-security-configuration",
    group: "encryption-at-rest",
    description: "Glue jobs, crawlers and development endpoints name a security configuration.",
    severity: "high",
    anchors: { checkov: ["CKV_AWS_195"], cdkNag: ["AwsSolutions-GL1"] },
    remediationSteps: "Set securityConfiguration to the name of a glue.SecurityConfiguration.",
    url: "https://docs.aws.amazon.com/glue/latest/dg/set-up-encryption.html",
    types: [...types.glueJob, ...types.glueCrawler, ...types.glueDevEndpoint],
    settings: {
        defaultSecurityConfiguration: text(
            "Name of the security configuration that the remedy names; without one it names none.",
        ),
    },
    requires: (
        { props }: Resource<Pick<aws.glue.JobArgs, "securityConfiguration">>,
        { defaultSecurityConfiguration },
    ) => [
        {
            kept: props.has("securityConfiguration"),
            otherwise:
                "securityConfiguration is not set: output, logs and bookmarks are not encrypted with a key of your own.",
            ...(defaultSecurityConfiguration !== "" && {
                remedy: { securityConfiguration: defaultSecurityConfiguration },
            }),
        },
    ],
});
