import type * as aws from "@pulumi/aws";
import { manualRule } from "../../lib/requirement";
import type { Resource } from "../../lib/rule";
import { types } from "../../lib/tokens";
import { anyOf, isOneOf, not, satisfies } from "../../lib/truth";

export const bedrockToolInvokedByAgent = manualRule({
    name: "bedrock-tool-invoked-by-agent",
    group: "generative-ai",
    description: "The functions behind an agent's tools are invoked by that agent alone.",
    severity: "medium",
    anchors: {},
    remediationSteps: "Set sourceArn to the agent's ARN, without a wildcard.",
    url: "https://docs.aws.amazon.com/bedrock/latest/userguide/agents-permissions.html",
    types: types.functionPermission,
    requires: ({ props }: Resource<aws.lambda.PermissionArgs>) => [
        {
            kept: anyOf(
                not(isOneOf(props.text("principal"), ["bedrock.amazonaws.com"])),
                satisfies(
                    props.text("sourceArn"),
                    (arn) => /:agent(?:-alias)?\/[^*?]+$/.test(arn) && !/[*?]/.test(arn),
                    false,
                ),
            ),
            otherwise: "sourceArn does not name one agent: any agent of Bedrock may call the tool.",
        },
    ],
});
