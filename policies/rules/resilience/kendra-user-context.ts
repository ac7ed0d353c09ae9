import type * as aws from "@pulumi/aws";
import { optInTag, optsIn } from "../../lib/opt-in";
import { requirementRule } from "../../lib/requirement";
import type { Resource } from "../../lib/rule";
import { types } from "../../lib/tokens";
import { anyOf, isOneOf, not } from "../../lib/truth";

/** Whether documents carry access lists, an index doesn't tell: a token configuration does, and so does the tag. */
export const kendraUserContext = requirementRule({
    name: "kendra-user-context",
    group: "resilience",
    description: "Kendra indexes whose documents have readers of their own show each user only what they may read.",
    severity: "low",
    anchors: {},
    remediationSteps: "Set userContextPolicy to USER_TOKEN, with userTokenConfigurations.",
    url: "https://docs.aws.amazon.com/kendra/latest/dg/create-index-access-control.html",
    types: types.kendraIndex,
    settings: { tag: optInTag("index") },
    requires: ({ props }: Resource<aws.kendra.IndexArgs>, { tag }) => [
        {
            kept: anyOf(
                isOneOf(props.text("userContextPolicy"), ["USER_TOKEN"]),
                not(anyOf(props.has("userTokenConfigurations"), optsIn(props.child("tags"), tag))),
            ),
            otherwise: "userContextPolicy is not USER_TOKEN: everybody finds every document.",
            remedy: { userContextPolicy: "USER_TOKEN" },
        },
    ],
});
