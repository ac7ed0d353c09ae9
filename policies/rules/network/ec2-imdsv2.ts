import { type Requirement, requirementRule } from "../../lib/requirement";
import type { Resource } from "../../lib/rule";
import { integer } from "../../lib/settings";
import { types } from "../../lib/tokens";
import { anyOf, isOneOf, satisfies } from "../../lib/truth";

interface Shape {
    readonly metadataOptions?: {
        readonly httpTokens?: string;
        readonly httpEndpoint?: string;
        readonly httpPutResponseHopLimit?: number;
    };
}

export const ec2Imdsv2 = requirementRule({
    name: "ec2-imdsv2",
    group: "network",
    description: "EC2 instances give out their credentials for a session token only.",
    severity: "high",
    anchors: {
        fsbp: ["EC2.8", "EC2.170"],
        cis: ["5.7"],
        checkov: ["CKV_AWS_79", "CKV_AWS_341"],
        trivy: ["AWS-0028", "AWS-0130"],
    },
    remediationSteps: "Set metadataOptions.httpTokens to required, and httpPutResponseHopLimit to 2 at most.",
    url: "https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-8",
    types: [...types.ec2Instance, ...types.launchTemplate],
    settings: {
        maxHops: integer("The most hops that an answer may take; containers need 2.", 2, { minimum: 1, maximum: 64 }),
    },
    requires: ({ props }: Resource<Shape>, { maxHops }): readonly Requirement[] => {
        const metadata = props.child("metadataOptions");
        const off = isOneOf(metadata.text("httpEndpoint"), ["disabled"]);
        return [
            {
                kept: anyOf(off, isOneOf(metadata.text("httpTokens"), ["required"])),
                otherwise: "metadataOptions.httpTokens is not required: a forged request is enough for credentials.",
                remedy: { "metadataOptions.httpTokens": "required" },
            },
            {
                kept: anyOf(
                    off,
                    satisfies(metadata.number("httpPutResponseHopLimit"), (hops) => hops <= maxHops, true),
                ),
                otherwise: `metadataOptions.httpPutResponseHopLimit is more than ${maxHops}.`,
                remedy: { "metadataOptions.httpPutResponseHopLimit": maxHops },
            },
        ];
    },
});
