import type * as aws from "@pulumi/aws";
import { type Resource, stackRule } from "../../lib/rule";
import { flag, texts } from "../../lib/settings";
import type { StackGraph } from "../../lib/stack-graph";
import { types } from "../../lib/tokens";
import { allOf, anyOf, isOneOf, isUnknown, not, type Truth } from "../../lib/truth";
import { check, type Verdict } from "../../lib/verdict";

type Restriction = Resource<aws.quicksight.IpRestrictionArgs>;
type Subscription = Resource<aws.quicksight.AccountSubscriptionArgs>;

const everyNetwork = ["0.0.0.0/0", "::/0"];

export const quicksightIpRestriction = stackRule({
    name: "quicksight-ip-restriction",
    group: "public-access",
    description: "A QuickSight subscription is reached from listed networks only.",
    severity: "low",
    anchors: {},
    remediationSteps:
        "Declare a quicksight.IpRestriction with enabled true, and list networks in ipRestrictionRuleMap or VPCs in the maps beside it.",
    url: "https://docs.aws.amazon.com/quicksight/latest/APIReference/API_UpdateIpRestriction.html",
    types: [...types.quickSightAccountSubscription, ...types.quickSightIpRestriction],
    settings: {
        cidrs: texts("The only networks that may be listed; with none given, any but the whole internet."),
        managedElsewhere: flag("Another stack holds the restriction.", false),
    },
    judge: (stack, { cidrs, managedElsewhere }) => {
        const restrictions = stack.ofTypes<aws.quicksight.IpRestrictionArgs>(types.quickSightIpRestriction);
        return [
            ...restrictions.flatMap((restriction) => judgeNetworks(restriction, cidrs)),
            ...(managedElsewhere ? [] : judgeSubscriptions(stack, restrictions)),
        ];
    },
});

function judgeSubscriptions(stack: StackGraph, restrictions: readonly Restriction[]): readonly Verdict[] {
    return stack
        .ofTypes<aws.quicksight.AccountSubscriptionArgs>(types.quickSightAccountSubscription)
        .flatMap((subscription) =>
            check(
                anyOf(...restrictions.map((restriction) => restricts(restriction, subscription))),
                `Subscription "${subscription.name}" has no enabled IpRestriction: it is reached from any network.`,
                subscription.urn,
            ),
        );
}

/** Both belong to an account as a whole, the provider's own where they name none. */
function restricts(restriction: Restriction, subscription: Subscription): Truth {
    const theirs = restriction.props.text("awsAccountId");
    const account = subscription.props.text("awsAccountId");
    const unnamed = theirs === undefined || account === undefined;
    return allOf(
        isOneOf(restriction.props.flag("enabled"), [true]),
        unnamed || (isUnknown(account) ? account : isOneOf(theirs, [account])),
    );
}

function judgeNetworks({ name, urn, props }: Restriction, cidrs: readonly string[]): readonly Verdict[] {
    const networks = props.child("ipRestrictionRuleMap").keys();
    const allowed = (network: string) =>
        cidrs.length === 0 ? !everyNetwork.includes(network) : cidrs.includes(network);
    const off = not(isOneOf(props.flag("enabled"), [true]));
    return check(
        anyOf(off, isUnknown(networks) ? networks : networks.every(allowed)),
        `ipRestrictionRuleMap of "${name}" lists networks that are not allowed.`,
        urn,
    );
}
