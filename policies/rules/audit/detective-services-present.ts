import type * as aws from "@pulumi/aws";
import { foundationSettings, isFoundation } from "../../lib/foundation-stack";
import type { Properties } from "../../lib/properties";
import { providerDefaults } from "../../lib/provider-defaults";
import { stackRule } from "../../lib/rule";
import { texts } from "../../lib/settings";
import type { StackGraph } from "../../lib/stack-graph";
import { types } from "../../lib/tokens";
import { anyOf, isOneOf, type Truth } from "../../lib/truth";
import { check, type Verdict } from "../../lib/verdict";

type Shape = Pick<aws.guardduty.DetectorArgs, "enable"> &
    Pick<aws.macie2.AccountArgs, "status"> &
    Pick<aws.accessanalyzer.AnalyzerArgs, "type">;

interface Service {
    readonly types: readonly string[];
    readonly resource: string;
    readonly isOn: (props: Properties<Shape>) => Truth;
    readonly otherwise: string;
}

/** Analyzers of unused or internal access do not tell what outsiders reach. */
const services = new Map<string, Service>([
    [
        "guardduty",
        {
            types: types.guardDutyDetector,
            resource: "guardduty.Detector",
            isOn: (props) => isOneOf(props.flag("enable"), [true], providerDefaults.guardDutyDetector.enable),
            otherwise: "enable is false: GuardDuty is suspended.",
        },
    ],
    [
        "securityhub",
        { types: types.securityHubAccount, resource: "securityhub.Account", isOn: () => true, otherwise: "" },
    ],
    [
        "accessanalyzer",
        {
            types: types.accessAnalyzerAnalyzer,
            resource: "accessanalyzer.Analyzer",
            isOn: (props) =>
                isOneOf(props.text("type") ?? providerDefaults.accessAnalyzer.type, ["ACCOUNT", "ORGANIZATION"]),
            otherwise: "No accessanalyzer.Analyzer of the stack has type ACCOUNT or ORGANIZATION.",
        },
    ],
    [
        "macie",
        {
            types: types.macieAccount,
            resource: "macie2.Account",
            isOn: (props) => isOneOf(props.text("status") ?? providerDefaults.macieAccount.status, ["ENABLED"]),
            otherwise: "status is PAUSED: Macie does nothing.",
        },
    ],
]);

const names = [...services.keys()];

export const detectiveServicesPresent = stackRule({
    name: "detective-services-present",
    group: "audit",
    description: "The stacks that hold an account's foundation switch on the services that look for threats.",
    severity: "medium",
    anchors: { fsbp: ["GuardDuty.1"], cis: ["1.19", "4.16"], checkov: ["CKV_AWS_238", "CKV2_AWS_3"] },
    remediationSteps:
        "Declare guardduty.Detector, securityhub.Account, accessanalyzer.Analyzer and macie2.Account, and leave none of them off.",
    url: "https://docs.aws.amazon.com/securityhub/latest/userguide/guardduty-controls.html#guardduty-1",
    types: [
        ...types.guardDutyDetector,
        ...types.securityHubAccount,
        ...types.accessAnalyzerAnalyzer,
        ...types.macieAccount,
    ],
    settings: {
        ...foundationSettings,
        services: texts(`Services that the stack has to declare, among ${names.join(", ")}.`, names),
    },
    judge: (stack, { stacks, services: wanted }) =>
        isFoundation(stack, stacks) ? wanted.flatMap((name) => judgeService(name, stack)) : [],
});

function judgeService(name: string, stack: StackGraph): readonly Verdict[] {
    const service = services.get(name);
    if (service === undefined) {
        return check(false, `The setting services names "${name}", which is none of ${names.join(", ")}.`);
    }
    const declared = stack.ofTypes<Shape>(service.types);
    const [first] = declared;
    return first === undefined
        ? check(false, `The stack declares no ${service.resource}.`)
        : check(anyOf(...declared.map(({ props }) => service.isOn(props))), service.otherwise, first.urn);
}
