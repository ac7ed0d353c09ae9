import type * as aws from "@pulumi/aws";
import type { Resource } from "../../lib/rule";
import { stackRule } from "../../lib/rule";
import { text } from "../../lib/settings";
import type { Join, StackGraph } from "../../lib/stack-graph";
import { types } from "../../lib/tokens";
import { allOf, anyOf, isOneOf, not, satisfies, type Truth, Unknown } from "../../lib/truth";
import { check } from "../../lib/verdict";

type Tagged = Pick<aws.cloudwatch.LogGroupArgs & aws.sns.TopicArgs, "tags" | "fifoTopic">;

const policyOfGroup: Join = {
    from: types.logDataProtectionPolicy,
    property: "logGroupName",
    to: types.logGroup,
    names: ["name", "id"],
};
const policyOfTopic: Join = {
    from: types.topicDataProtectionPolicy,
    property: "arn",
    to: types.topic,
    names: ["arn", "id"],
};

export const logDataProtection = stackRule({
    name: "log-data-protection",
    group: "audit",
    description: "Log groups and topics that are tagged as holding personal data mask it.",
    severity: "low",
    anchors: {},
    remediationSteps:
        "Declare a cloudwatch.LogDataProtectionPolicy for the log group, or an sns.DataProtectionPolicy for the topic.",
    url: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/mask-sensitive-log-data.html",
    types: [...types.logGroup, ...types.topic, ...types.logDataProtectionPolicy, ...types.topicDataProtectionPolicy],
    settings: {
        tag: text(
            "Tag of what may hold personal data, as key=value, or as a key alone for any value; empty asks for none.",
            "pii=true",
        ),
    },
    judge: (stack, { tag }) =>
        tag === ""
            ? []
            : [
                  ...judgeOwners(stack, policyOfGroup, tag, (name) => `Log group "${name}"`),
                  ...judgeOwners(stack, policyOfTopic, tag, (name) => `Topic "${name}"`),
              ],
});

function judgeOwners(stack: StackGraph, join: Join, tag: string, describe: (name: string) => string) {
    return stack.ofTypes<Tagged>(join.to).flatMap((owner) => {
        const policies = stack.attachedTo(owner, join).map(({ certain }) => certain || new Unknown([join.property]));
        return check(
            anyOf(not(canHold(owner, tag)), ...policies),
            `${describe(owner.name)} may hold personal data, and has no data protection policy.`,
            owner.urn,
        );
    });
}

/** SNS protects the messages of standard topics only. */
function canHold({ props }: Resource<Tagged>, tag: string): Truth {
    const [key = "", value] = tag.split("=", 2);
    const isTagged = satisfies(props.child("tags").text(key), (given) => value === undefined || given === value, false);
    return allOf(isTagged, not(isOneOf(props.flag("fifoTopic"), [true])));
}
