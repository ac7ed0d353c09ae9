import type * as aws from "@pulumi/aws";
import type { Properties } from "../../lib/properties";
import { type Requirement, requirementRule } from "../../lib/requirement";
import type { Resource } from "../../lib/rule";
import { text } from "../../lib/settings";
import { types } from "../../lib/tokens";
import { anyOf, isOneOf, not } from "../../lib/truth";

type RestStage = aws.apigateway.StageArgs;
type HttpStage = aws.apigatewayv2.StageArgs;
type MethodSettings = aws.apigateway.MethodSettingsArgs;

const methodSettings: readonly string[] = types.restApiMethodSettings;
const httpStages: readonly string[] = types.httpApiStage;

/** What the remedy logs: variables that REST, HTTP and WebSocket APIs have in common. */
const format = JSON.stringify({
    requestId: "$context.requestId",
    time: "$context.requestTime",
    sourceIp: "$context.identity.sourceIp",
    method: "$context.httpMethod",
    path: "$context.path",
    status: "$context.status",
    bytes: "$context.responseLength",
});

export const apigwAccessLogs = requirementRule({
    name: "apigw-access-logs",
    group: "audit",
    description: "Stages of API Gateway log who calls and what fails, but not what requests and responses hold.",
    severity: "medium",
    anchors: {
        fsbp: ["APIGateway.1", "APIGateway.9"],
        checkov: ["CKV_AWS_76", "CKV_AWS_276", "CKV2_AWS_4"],
        trivy: ["AWS-0001"],
        cdkNag: ["AwsSolutions-APIG1", "AwsSolutions-APIG6"],
    },
    remediationSteps:
        "Set accessLogSettings.destinationArn and format on the stage; in MethodSettings, set loggingLevel to ERROR or INFO and leave dataTraceEnabled unset.",
    url: "https://docs.aws.amazon.com/securityhub/latest/userguide/apigateway-controls.html#apigateway-1",
    types: [...types.restApiStage, ...types.httpApiStage, ...types.restApiMethodSettings],
    settings: { logGroupArn: text("ARN of the log group that the remedy names; without one it names none.") },
    requires: ({ type, props }: Resource<RestStage & HttpStage & MethodSettings>, { logGroupArn }) => {
        if (methodSettings.includes(type)) {
            return methodRequirements(props);
        }
        return [
            accessLog(props, logGroupArn),
            ...(httpStages.includes(type)
                ? [
                      noDataTrace(props.child("defaultRouteSettings")),
                      ...props.each("routeSettings").map((route) => noDataTrace(route)),
                  ]
                : []),
        ];
    },
});

function accessLog(props: Properties<Pick<RestStage, "accessLogSettings">>, logGroupArn: string): Requirement {
    const settings = props.child("accessLogSettings");
    return {
        kept: settings.has("destinationArn"),
        otherwise: "accessLogSettings.destinationArn is not set: nobody can tell who called.",
        ...(logGroupArn !== "" && {
            remedy: {
                "accessLogSettings.destinationArn": logGroupArn,
                ...(settings.has("format") === false && { "accessLogSettings.format": format }),
            },
        }),
    };
}

/** The settings of a single method need not say again what is logged for all methods. */
function methodRequirements(props: Properties<MethodSettings>): readonly Requirement[] {
    const settings = props.child("settings");
    const level = settings.text("loggingLevel");
    const inherits = not(isOneOf(props.text("methodPath"), ["*/*"], true));
    return [
        {
            kept: anyOf(isOneOf(level, ["ERROR", "INFO"]), level === undefined && inherits),
            otherwise: "settings.loggingLevel is neither ERROR nor INFO: failures are not logged.",
            remedy: { "settings.loggingLevel": "ERROR" },
        },
        noDataTrace(settings),
    ];
}

function noDataTrace(settings: Properties<{ readonly dataTraceEnabled?: unknown }>): Requirement {
    const path = settings.pathTo("dataTraceEnabled");
    return {
        kept: not(isOneOf(settings.flag("dataTraceEnabled"), [true])),
        otherwise: `${path} is true: whole requests and responses are logged, personal data included.`,
        remedy: { [path]: false },
    };
}
