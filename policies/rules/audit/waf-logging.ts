import type * as aws from "@pulumi/aws";
import { type Resource, stackRule } from "../../lib/rule";
import { flag, texts } from "../../lib/settings";
import type { Join } from "../../lib/stack-graph";
import { types } from "../../lib/tokens";
import { anyOf, isOneOf, Unknown } from "../../lib/truth";
import { check, type Verdict } from "../../lib/verdict";

type Shape = aws.wafv2.WebAclLoggingConfigurationArgs;

const loggingOfAcl: Join = {
    from: types.webAclLoggingConfiguration,
    property: "resourceArn",
    to: types.webAcl,
    names: ["arn"],
};

export const wafLogging = stackRule({
    name: "waf-logging",
    group: "audit",
    description: "Each web ACL logs what it decides, without the headers that let somebody in.",
    severity: "medium",
    anchors: { fsbp: ["WAF.11"], checkov: ["CKV2_AWS_31"], cdkNag: ["WAFv2LoggingEnabled"] },
    remediationSteps:
        "Declare a wafv2.WebAclLoggingConfiguration with the web ACL's ARN, and list the header authorization among its redactedFields as singleHeader.",
    url: "https://docs.aws.amazon.com/securityhub/latest/userguide/waf-controls.html#waf-11",
    types: [...types.webAcl, ...types.webAclLoggingConfiguration],
    settings: {
        redact: texts("Headers, in lower case, that the logs must not show.", ["authorization"]),
        managedElsewhere: flag("Logging is configured by another stack or by AWS Firewall Manager.", false),
    },
    judge: (stack, { redact, managedElsewhere }) => [
        ...stack.ofTypes<aws.wafv2.WebAclArgs>(types.webAcl).flatMap((acl) => {
            const configurations = stack.attachedTo(acl, loggingOfAcl);
            return check(
                anyOf(
                    managedElsewhere,
                    ...configurations.map(({ certain }) => certain || new Unknown(["resourceArn"])),
                ),
                `Web ACL "${acl.name}" does not log what it decides.`,
                acl.urn,
            );
        }),
        ...stack
            .ofTypes<Shape>(types.webAclLoggingConfiguration)
            .flatMap((configuration) => redact.flatMap((header) => judgeHeader(configuration, header))),
    ],
});

function judgeHeader({ name, urn, props }: Resource<Shape>, header: string): readonly Verdict[] {
    const redacted = props
        .each("redactedFields")
        .map((field) => isOneOf(field.child("singleHeader").text("name"), [header]));
    return check(anyOf(...redacted), `redactedFields of "${name}" does not hold the header ${header}.`, urn);
}
