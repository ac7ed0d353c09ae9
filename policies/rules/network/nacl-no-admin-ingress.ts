import type { Properties } from "../../lib/properties";
import { type Resource, resourceRule } from "../../lib/rule";
import { type NetworkRule, namesAnyAddress, opensAny } from "../../lib/security-group-rules";
import { integers } from "../../lib/settings";
import { types } from "../../lib/tokens";
import { allOf, isOneOf, not, type Truth } from "../../lib/truth";
import { check } from "../../lib/verdict";

interface Entry {
    readonly action?: string;
    readonly ruleAction?: string;
    readonly egress?: boolean;
    readonly cidrBlock?: string;
    readonly ipv6CidrBlock?: string;
    readonly fromPort?: number;
    readonly toPort?: number;
    readonly protocol?: string;
}

interface Shape extends Entry {
    readonly ingress?: readonly Entry[];
}

const ruleTypes: readonly string[] = types.networkAclRule;

export const naclNoAdminIngress = resourceRule({
    name: "nacl-no-admin-ingress",
    group: "network",
    description: "Network ACLs let nobody from the internet in on the ports of administrators.",
    severity: "medium",
    anchors: {
        fsbp: ["EC2.21"],
        cis: ["5.2"],
        checkov: ["CKV_AWS_229", "CKV_AWS_230", "CKV_AWS_231", "CKV_AWS_232", "CKV_AWS_352"],
        trivy: ["AWS-0105"],
    },
    remediationSteps: "Name the networks that administrators come from, or deny the ports.",
    url: "https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-21",
    types: [...types.networkAcl, ...types.networkAclRule],
    settings: {
        ports: integers("Ports that nobody on the internet may reach.", [22, 3389], { minimum: 1, maximum: 65_535 }),
    },
    judge: ({ type, props }: Resource<Shape>, { ports }) =>
        entriesOf(type, props).flatMap(({ entry, path, allows }) => {
            const rule = asRule(entry, path);
            return check(
                not(allOf(allows, namesAnyAddress(rule), opensAny(rule, ports))),
                `${path === "" ? "The rule" : path} lets the whole internet in on the ports ${ports.join(", ")}.`,
            );
        }),
});

function entriesOf(type: string, props: Properties<Shape>) {
    if (ruleTypes.includes(type)) {
        const inwards = not(isOneOf(props.flag("egress"), [true]));
        return [
            { entry: props as Properties<Entry>, path: "", allows: allOf(inwards, isAllow(props.text("ruleAction"))) },
        ];
    }
    return props
        .each("ingress")
        .map((entry, index) => ({ entry, path: `ingress[${index}]`, allows: isAllow(entry.text("action")) }));
}

function isAllow(action: ReturnType<Properties["text"]>): Truth {
    return isOneOf(action, ["allow", "ALLOW", "Allow"]);
}

function asRule(entry: Properties<Entry>, path: string): NetworkRule {
    return {
        path,
        applies: true,
        sources: [entry.text("cidrBlock"), entry.text("ipv6CidrBlock")].flatMap((source) => source ?? []),
        protocol: entry.text("protocol"),
        fromPort: entry.number("fromPort"),
        toPort: entry.number("toPort"),
        description: undefined,
    };
}
