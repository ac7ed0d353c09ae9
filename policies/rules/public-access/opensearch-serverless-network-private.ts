import type * as aws from "@pulumi/aws";
import { Malformed, parseDocuments } from "../../lib/policy-document";
import type { Properties } from "../../lib/properties";
import { type Resource, resourceRule } from "../../lib/rule";
import { flag } from "../../lib/settings";
import { types } from "../../lib/tokens";
import { allOf, anyOf, isOneOf, isUnknown, not, type Truth } from "../../lib/truth";
import { check, type Verdict } from "../../lib/verdict";

/** One grant of access of a network policy; a policy is a list of them. */
interface AccessShape {
    readonly Rules?: readonly { readonly ResourceType?: string }[];
    readonly AllowFromPublic?: boolean;
    readonly SourceVPCEs?: readonly string[];
    readonly SourceServices?: readonly string[];
}

export const opensearchServerlessNetworkPrivate = resourceRule({
    name: "opensearch-serverless-network-private",
    group: "public-access",
    description: "Network policies of OpenSearch Serverless let in VPC endpoints and AWS services, not the internet.",
    severity: "critical",
    anchors: {},
    remediationSteps: "Set AllowFromPublic to false, and name SourceVPCEs or SourceServices.",
    url: "https://docs.aws.amazon.com/opensearch-service/latest/developerguide/serverless-network.html",
    types: types.opensearchServerlessSecurityPolicy,
    settings: { allowDashboards: flag("Dashboards, where people sign in, may be reached from the internet.", false) },
    judge: ({ props }: Resource<aws.opensearch.ServerlessSecurityPolicyArgs>, { allowDashboards }) => {
        const isNetwork = isOneOf(props.text("type"), ["network"]);
        const policy = parseDocuments<AccessShape>(props.get("policy"), "policy");
        if (isNetwork === false || policy === undefined) {
            return [];
        }
        if (policy instanceof Malformed) {
            return check(not(isNetwork), `policy can't be judged as a network policy: ${policy.reason}.`);
        }
        return isUnknown(policy)
            ? check(anyOf(not(isNetwork), policy), "")
            : policy.flatMap((access) => judgeAccess(access, isNetwork, allowDashboards));
    },
});

function judgeAccess(access: Properties<AccessShape>, isNetwork: Truth, allowDashboards: boolean): readonly Verdict[] {
    const isPublic = isOneOf(access.flag("AllowFromPublic"), [true]);
    const excepted = allowDashboards && isForDashboards(access);
    return [
        ...check(
            not(allOf(isNetwork, isPublic, not(excepted))),
            `${access.pathTo("AllowFromPublic")} is true: the internet reaches what the rules take in.`,
        ),
        ...check(
            anyOf(not(isNetwork), isPublic, names(access, "SourceVPCEs"), names(access, "SourceServices")),
            `${access.pathTo("SourceVPCEs")} and SourceServices name nobody: nothing reaches what the rules take in.`,
        ),
    ];
}

function isForDashboards(access: Properties<AccessShape>): Truth {
    const rules = access.each("Rules");
    return rules.length > 0 && allOf(...rules.map((rule) => isOneOf(rule.text("ResourceType"), ["dashboard"])));
}

/** Whether a list has members; that a member is not known yet does not matter. */
function names(access: Properties<AccessShape>, property: "SourceVPCEs" | "SourceServices"): Truth {
    const isThere = access.has(property);
    return isThere === true ? access.texts(property).length > 0 : isThere;
}
