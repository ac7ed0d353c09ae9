import { opensearchServerlessNetworkPrivate } from "../../../../policies/rules/public-access/opensearch-serverless-network-private";
import { describeRule } from "../../support/describe-rule";
import { UNKNOWN } from "../../support/judge";

const access = (change: object) =>
    JSON.stringify([
        {
            Rules: [{ ResourceType: "collection", Resource: ["collection/shop"] }],
            AllowFromPublic: false,
            SourceVPCEs: ["vpce-1"],
            ...change,
        },
    ]);
const dashboards = { Rules: [{ ResourceType: "dashboard", Resource: ["collection/shop"] }], AllowFromPublic: true };
const open = ["policy[0].AllowFromPublic is true: the internet reaches what the rules take in."];
const closed = ["policy[0].SourceVPCEs and SourceServices name nobody: nothing reaches what the rules take in."];

describeRule({
    rule: opensearchServerlessNetworkPrivate,
    type: "aws:opensearch/serverlessSecurityPolicy:ServerlessSecurityPolicy",
    refuses: [
        { when: "the internet", set: { policy: access({ AllowFromPublic: true }) }, says: open },
        { when: "the internet in another spelling", set: { policy: access({ AllowFromPublic: "true" }) }, says: open },
        { when: "dashboards on the internet", set: { policy: access(dashboards) }, says: open },
        {
            when: "a collection beside the dashboards that may be public",
            set: {
                policy: access({ ...dashboards, Rules: [...dashboards.Rules, { ResourceType: "collection" }] }),
            },
            settings: { allowDashboards: true },
            says: open,
        },
        { when: "access for nobody", set: { policy: access({ SourceVPCEs: [] }) }, says: closed },
        { when: "no word on who has access", set: { policy: access({ SourceVPCEs: undefined }) }, says: closed },
        {
            when: "text that is not a policy",
            set: { policy: "nonsense" },
            says: ["policy can't be judged as a network policy: it is not valid JSON."],
        },
    ],
    accepts: [
        { when: "VPC endpoints", set: { policy: access({}) } },
        { when: "endpoints that are not known yet", set: { policy: [{ SourceVPCEs: [UNKNOWN] }] } },
        { when: "an encryption policy", set: { type: "encryption", policy: JSON.stringify({ AWSOwnedKey: true }) } },
        {
            when: "dashboards on the internet where they may be",
            set: { policy: access(dashboards) },
            settings: { allowDashboards: true },
        },
    ],
    defersOn: ["policy"],
    needsOnlyPresenceOf: ["type"],
});
