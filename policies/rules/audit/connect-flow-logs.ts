import type * as aws from "@pulumi/aws";
import { providerDefaults } from "../../lib/provider-defaults";
import { requirementRule } from "../../lib/requirement";
import type { Resource } from "../../lib/rule";
import { flag } from "../../lib/settings";
import { types } from "../../lib/tokens";
import { isOneOf } from "../../lib/truth";

const defaults = providerDefaults.connectInstance;

export const connectFlowLogs = requirementRule({
    name: "connect-flow-logs",
    group: "audit",
    description: "Amazon Connect instances log what happens to contacts in their flows.",
    severity: "medium",
    anchors: { fsbp: ["Connect.2"] },
    remediationSteps: "Set contactFlowLogsEnabled to true, and in each flow a block that turns logging on.",
    url: "https://docs.aws.amazon.com/securityhub/latest/userguide/connect-controls.html#connect-2",
    types: types.connectInstance,
    settings: { requireContactLens: flag("Ask that Contact Lens is not switched off.", false) },
    requires: ({ props }: Resource<aws.connect.InstanceArgs>, { requireContactLens }) => [
        {
            kept: isOneOf(props.flag("contactFlowLogsEnabled"), [true], defaults.contactFlowLogsEnabled),
            otherwise: "contactFlowLogsEnabled is not true.",
            remedy: { contactFlowLogsEnabled: true },
        },
        {
            kept: !requireContactLens || isOneOf(props.flag("contactLensEnabled"), [true], defaults.contactLensEnabled),
            otherwise: "contactLensEnabled is false.",
            remedy: { contactLensEnabled: true },
        },
    ],
});
