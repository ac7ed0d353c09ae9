import type * as aws from "@pulumi/aws";
import { requirementRule } from "../../lib/requirement";
import type { Resource } from "../../lib/rule";
import { types } from "../../lib/tokens";
import { isOneOf, not } from "../../lib/truth";

export const quicksightSsl = requirementRule({
    name: "quicksight-ssl",
    group: "encryption-in-transit",
    description: "QuickSight connects to its data sources by TLS.",
    severity: "high",
    anchors: { cdkNag: ["AwsSolutions-QS1"] },
    remediationSteps: "Remove sslProperties, or set sslProperties.disableSsl to false.",
    url: "https://docs.aws.amazon.com/quicksight/latest/APIReference/API_SslProperties.html",
    types: types.quickSightDataSource,
    requires: ({ props }: Resource<aws.quicksight.DataSourceArgs>) => [
        {
            kept: not(isOneOf(props.child("sslProperties").flag("disableSsl"), [true])),
            otherwise: "sslProperties.disableSsl is true: credentials and rows travel in plain text.",
            remedy: { "sslProperties.disableSsl": false },
        },
    ],
});
