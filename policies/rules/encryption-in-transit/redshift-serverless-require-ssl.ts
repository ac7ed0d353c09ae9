import type * as aws from "@pulumi/aws";
import { type Requirement, requirementRule } from "../../lib/requirement";
import type { Resource } from "../../lib/rule";
import { flag } from "../../lib/settings";
import { types } from "../../lib/tokens";
import { allOf, anyOf, isOneOf, not } from "../../lib/truth";

const parameter = "require_ssl";

export const redshiftServerlessRequireSsl = requirementRule({
    name: "redshift-serverless-require-ssl",
    group: "encryption-in-transit",
    description: "Redshift Serverless workgroups take connections by TLS only.",
    severity: "medium",
    anchors: { config: ["redshift-serverless-workgroup-encrypted-in-transit"], fsbp: ["RedshiftServerless.2"] },
    remediationSteps: `Give configParameters the parameterKey ${parameter} with parameterValue true.`,
    url: "https://docs.aws.amazon.com/securityhub/latest/userguide/redshiftserverless-controls.html#redshiftserverless-2",
    types: types.redshiftServerlessWorkgroup,
    settings: {
        strict: flag(
            "Ask that the parameter is set, and not left to the service, which sets it for new workgroups.",
            false,
        ),
    },
    requires: ({ props }: Resource<aws.redshiftserverless.WorkgroupArgs>, { strict }): readonly Requirement[] => {
        const parameters = props.each("configParameters");
        const named = parameters.map((each) => isOneOf(each.text("parameterKey"), [parameter]));
        return [
            ...parameters.map((each) => ({
                kept: not(
                    allOf(
                        isOneOf(each.text("parameterKey"), [parameter]),
                        isOneOf(each.flag("parameterValue"), [false]),
                    ),
                ),
                otherwise: `configParameters sets ${parameter} to false: clients may connect in plain text.`,
                remedy: { [each.pathTo("parameterValue")]: "true" },
            })),
            {
                kept: anyOf(!strict, ...named),
                otherwise: `configParameters does not set ${parameter}.`,
                remedy: {
                    [`configParameters[${parameters.length}].parameterKey`]: parameter,
                    [`configParameters[${parameters.length}].parameterValue`]: "true",
                },
            },
        ];
    },
});
