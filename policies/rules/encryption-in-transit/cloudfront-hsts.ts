import type * as aws from "@pulumi/aws";
import type { Properties } from "../../lib/properties";
import { type Resource, stackRule } from "../../lib/rule";
import { integer } from "../../lib/settings";
import type { Join, StackGraph } from "../../lib/stack-graph";
import { types } from "../../lib/tokens";
import { allOf, isUnknown, satisfies, type Truth, Unknown } from "../../lib/truth";
import { check } from "../../lib/verdict";

type Policy = Resource<aws.cloudfront.ResponseHeadersPolicyArgs & { readonly id: string }>;
type BehaviorShape = Pick<aws.types.input.cloudfront.DistributionOrderedCacheBehavior, "responseHeadersPolicyId">;

const toPolicy = (property: string): Join => ({
    from: types.cloudfrontDistribution,
    property: `${property}.responseHeadersPolicyId`,
    to: types.cloudfrontResponseHeadersPolicy,
    names: ["id"],
});
const joins = {
    defaultCacheBehavior: toPolicy("defaultCacheBehavior"),
    orderedCacheBehaviors: toPolicy("orderedCacheBehaviors"),
};

/**
 * The policies that CloudFront manages, and for how many seconds each tells browsers to insist on HTTPS, as of August 2026
 * (https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-response-headers-policies.html).
 */
const managedMaxAge: ReadonlyMap<string, number> = new Map([
    ["60669652-455b-4ae9-85a4-c4c02393f86c", 0],
    ["5cc3b908-e619-4b99-88e5-2cf7f45965bd", 0],
    ["67f7725c-6f97-4210-82d7-5512b31e9d03", 31536000],
    ["e61eb60c-9c35-4d20-a928-2b84e02af89c", 31536000],
    ["eaab4381-ed33-4a86-88ca-d9558dc6cd63", 31536000],
]);

/** A policy that another stack declares is judged there: here it counts as one with the header. */
export const cloudfrontHsts = stackRule({
    name: "cloudfront-hsts",
    group: "encryption-in-transit",
    description: "CloudFront tells browsers, by Strict-Transport-Security, to insist on HTTPS.",
    severity: "low",
    anchors: { checkov: ["CKV_AWS_259", "CKV2_AWS_32"] },
    remediationSteps:
        "Set responseHeadersPolicyId of every cache behavior to a ResponseHeadersPolicy with securityHeadersConfig.strictTransportSecurity, or to the managed SecurityHeadersPolicy.",
    url: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/adding-response-headers.html",
    types: [...types.cloudfrontDistribution, ...types.cloudfrontResponseHeadersPolicy],
    settings: {
        minMaxAge: integer("The shortest time, in seconds, for which browsers are to insist.", 31536000, {
            minimum: 1,
            maximum: 63072000,
        }),
    },
    judge: (stack, { minMaxAge }) => {
        const policies = policiesOf(stack);
        return stack
            .ofTypes<aws.cloudfront.DistributionArgs>(types.cloudfrontDistribution)
            .flatMap(({ name, urn, props }) => {
                const sends = (behavior: Properties<BehaviorShape>, property: keyof typeof joins) =>
                    sendsHeader(behavior, policies.named[property].get(urn) ?? [], policies.byId, minMaxAge);
                return check(
                    allOf(
                        sends(props.child("defaultCacheBehavior"), "defaultCacheBehavior"),
                        ...props.each("orderedCacheBehaviors").map((each) => sends(each, "orderedCacheBehaviors")),
                    ),
                    `A cache behavior of distribution "${name}" sends no Strict-Transport-Security of ${minMaxAge} seconds or more.`,
                    urn,
                );
            });
    },
});

interface StackPolicies {
    readonly byId: ReadonlyMap<string, Policy>;
    /** For each property, the policies that a distribution names by it, by the distribution's URN. */
    readonly named: Readonly<Record<keyof typeof joins, ReadonlyMap<string, readonly Policy[]>>>;
}

function policiesOf(stack: StackGraph): StackPolicies {
    const policies: readonly Policy[] = stack.ofTypes(types.cloudfrontResponseHeadersPolicy);
    const byId = new Map<string, Policy>();
    for (const policy of policies) {
        const id = policy.props.text("id");
        if (typeof id === "string") {
            byId.set(id, policy);
        }
    }
    const namedBy = (join: Join) => {
        const named = new Map<string, Policy[]>();
        for (const policy of policies) {
            for (const { resource } of stack.attachedTo(policy, join)) {
                named.set(resource.urn, [...(named.get(resource.urn) ?? []), policy]);
            }
        }
        return named;
    };
    return {
        byId,
        named: {
            defaultCacheBehavior: namedBy(joins.defaultCacheBehavior),
            orderedCacheBehaviors: namedBy(joins.orderedCacheBehaviors),
        },
    };
}

/** Where the id tells nothing, the policy is one of those that the property was computed from, if there are any. */
function sendsHeader(
    behavior: Properties<BehaviorShape>,
    candidates: readonly Policy[],
    byId: ReadonlyMap<string, Policy>,
    minimum: number,
): Truth {
    const id = behavior.text("responseHeadersPolicyId");
    if (id === undefined || id === "") {
        return false;
    }
    const managed = isUnknown(id) ? undefined : managedMaxAge.get(id);
    if (managed !== undefined) {
        return managed >= minimum;
    }
    const named = isUnknown(id) ? undefined : byId.get(id);
    const answers = (named === undefined ? candidates : [named]).map((policy) => insists(policy, minimum));
    const [first = isUnknown(id) ? id : true, ...others] = answers;
    return others.every((other) => other === first) ? first : new Unknown([behavior.pathTo("responseHeadersPolicyId")]);
}

function insists({ props }: Policy, minimum: number): Truth {
    const header = props.child("securityHeadersConfig").child("strictTransportSecurity");
    return satisfies(header.number("accessControlMaxAgeSec"), (seconds) => seconds >= minimum, false);
}
