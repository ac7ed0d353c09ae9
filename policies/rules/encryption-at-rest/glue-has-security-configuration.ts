import type * as aws from "@pulumi/aws";
import { type Resource, resourceRule } from "../../lib/rule";
import { types } from "../../lib/tokens";
import { check } from "../../lib/verdict";

/** What the named configuration holds is the matter of `glue-security-configuration-complete`, wherever it is declared. */
export const glueHasSecurityConfiguration = resourceRule({
    name: "glue-has-security-configuration",
    group: "encryption-at-rest",
    description: "Glue jobs, crawlers and development endpoints name a security configuration.",
    severity: "high",
    anchors: { checkov: ["CKV_AWS_195"], cdkNag: ["AwsSolutions-GL1"] },
    remediationSteps: "Set securityConfiguration to the name of a glue.SecurityConfiguration.",
    url: "https://docs.aws.amazon.com/glue/latest/dg/set-up-encryption.html",
    types: [...types.glueJob, ...types.glueCrawler, ...types.glueDevEndpoint],
    judge: ({ props }: Resource<Pick<aws.glue.JobArgs, "securityConfiguration">>) =>
        check(
            props.has("securityConfiguration"),
            "securityConfiguration is not set: output, logs and bookmarks are not encrypted with a key of your own.",
        ),
});
