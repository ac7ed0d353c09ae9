import type * as aws from "@pulumi/aws";
import { manualRule } from "../../lib/requirement";
import type { Resource } from "../../lib/rule";
import { types } from "../../lib/tokens";
import { isOneOf, not } from "../../lib/truth";

/** No remedy: switched on without a master user, the domain is refused, and it can never be switched off again. */
export const opensearchFgac = manualRule({
    name: "opensearch-fgac",
    group: "resilience",
    description: "OpenSearch domains tell users apart by fine-grained access control, with no master password.",
    severity: "high",
    anchors: {
        config: ["opensearch-access-control-enabled"],
        fsbp: ["Opensearch.7"],
        checkov: ["CKV2_AWS_52"],
    },
    remediationSteps:
        "Set advancedSecurityOptions.enabled to true, masterUserOptions.masterUserArn to a role, and leave out masterUserPassword and anonymousAuthEnabled.",
    url: "https://docs.aws.amazon.com/securityhub/latest/userguide/opensearch-controls.html#opensearch-7",
    types: types.opensearchDomain,
    requires: ({ props }: Resource<aws.opensearch.DomainArgs>) => {
        const options = props.child("advancedSecurityOptions");
        const master = options.child("masterUserOptions");
        return [
            {
                kept: isOneOf(options.flag("enabled"), [true]),
                otherwise:
                    "advancedSecurityOptions.enabled is not true: whoever reaches the domain reads and writes every index.",
            },
            {
                kept: not(isOneOf(options.flag("anonymousAuthEnabled"), [true])),
                otherwise: "advancedSecurityOptions.anonymousAuthEnabled is true: nobody has to say who they are.",
            },
            {
                kept: not(master.has("masterUserPassword")),
                otherwise: `${master.pathTo("masterUserPassword")} is set: name a masterUserArn, which needs no password.`,
            },
        ];
    },
});
