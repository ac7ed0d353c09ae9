import type { Properties } from "./properties";
import { types } from "./tokens";
import { allOf, anyOf, type Field, isOneOf, isUnknown, satisfies, type Truth, type Unknown } from "./truth";

/** The rules of a security group in the three shapes that the provider has for them. */
export const securityGroupRuleTypes: readonly string[] = [
    ...types.securityGroup,
    ...types.securityGroupRule,
    ...types.securityGroupIngressRule,
    ...types.securityGroupEgressRule,
];

interface InlineRule {
    readonly cidrBlocks?: readonly string[];
    readonly ipv6CidrBlocks?: readonly string[];
    readonly fromPort?: number;
    readonly toPort?: number;
    readonly protocol?: string;
    readonly description?: string;
}

export interface SecurityGroupShape extends InlineRule {
    readonly ingress?: readonly InlineRule[];
    readonly egress?: readonly InlineRule[];
    readonly type?: string;
    readonly cidrIpv4?: string;
    readonly cidrIpv6?: string;
    readonly ipProtocol?: string;
}

export type Direction = "ingress" | "egress";

/** One rule of a security group, whatever resource states it. */
export interface NetworkRule {
    /** Where messages say that it stands: `ingress[0]`, or empty for a resource that is one rule. */
    readonly path: string;
    /** Whether the rule is of the direction that was asked for. */
    readonly applies: Truth;
    readonly sources: readonly (string | Unknown)[];
    readonly protocol: Field<string>;
    readonly fromPort: Field<number>;
    readonly toPort: Field<number>;
    readonly description: Field<string>;
}

/** The rules of one direction that a resource states. */
export function networkRules(
    type: string,
    props: Properties<SecurityGroupShape>,
    direction: Direction,
): readonly NetworkRule[] {
    if (isOf(types.securityGroup, type)) {
        return props.each(direction).map((rule, index) => inlineRule(rule, `${direction}[${index}]`, true));
    }
    if (isOf(types.securityGroupRule, type)) {
        return [inlineRule(props, "", isOneOf(props.text("type"), [direction]))];
    }
    const own = direction === "ingress" ? types.securityGroupIngressRule : types.securityGroupEgressRule;
    return isOf(own, type) ? [singleRule(props)] : [];
}

function isOf(tokens: readonly string[], type: string): boolean {
    return tokens.includes(type);
}

function inlineRule(rule: Properties<InlineRule>, path: string, applies: Truth): NetworkRule {
    return {
        path,
        applies,
        sources: [...rule.texts("cidrBlocks"), ...rule.texts("ipv6CidrBlocks")],
        protocol: rule.text("protocol"),
        fromPort: rule.number("fromPort"),
        toPort: rule.number("toPort"),
        description: rule.text("description"),
    };
}

function singleRule(props: Properties<SecurityGroupShape>): NetworkRule {
    return {
        path: "",
        applies: true,
        sources: [props.text("cidrIpv4"), props.text("cidrIpv6")].flatMap((source) => source ?? []),
        protocol: props.text("ipProtocol"),
        fromPort: props.number("fromPort"),
        toPort: props.number("toPort"),
        description: props.text("description"),
    };
}

/** Whether a rule names any address of the internet, as `0.0.0.0/0`, `::/0` or the halves of either. */
export function namesAnyAddress({ sources }: NetworkRule): Truth {
    return anyOf(...sources.map((source) => (isUnknown(source) ? source : /\/[01]$/.test(source))));
}

/** Whether a rule opens no other port than some. Protocols without ports, and all protocols, open every port. */
export function opensOnly({ protocol, fromPort, toPort }: NetworkRule, ports: readonly number[]): Truth {
    const hasPorts = isOneOf(protocol, ["tcp", "udp", "6", "17"]);
    return allOf(
        hasPorts,
        satisfies(
            fromPort,
            (from) => satisfies(toPort, (to) => rangeOf(from, to).every((port) => ports.includes(port)), false),
            false,
        ),
    );
}

/** Whether a rule takes in one of some ports. */
export function opensAny({ protocol, fromPort, toPort }: NetworkRule, ports: readonly number[]): Truth {
    return anyOf(
        isOneOf(protocol, ["-1", "all"]),
        satisfies(
            fromPort,
            (from) => satisfies(toPort, (to) => ports.some((port) => port >= from && port <= to), false),
            false,
        ),
    );
}

/** A range of more ports than any list of allowed ones is told by its first and last alone. */
function rangeOf(from: number, to: number): readonly number[] {
    const most = 64;
    return to - from > most ? [from, -1, to] : Array.from({ length: to - from + 1 }, (_, index) => from + index);
}

/** How a message names a rule. */
export function ruleName({ path }: NetworkRule): string {
    return path === "" ? "The rule" : path;
}
