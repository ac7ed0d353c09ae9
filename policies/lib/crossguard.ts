import type { Policies, ResourceValidationArgs } from "@pulumi/policy";
import { Delivery } from "./delivery";
import { ExemptionBook } from "./exemptions/book";
import { type Member, policyList } from "./members";
import { metadata } from "./metadata";
import { exemptionsPolicy, reportPolicies } from "./pack-reports";
import { Properties } from "./properties";
import type { ResourceRule, Rule, StackRule } from "./rule";
import { isUnknown } from "./truth";

/** Turns rules into CrossGuard policies: one for each rule, between those by which a pack exempts and reports. */
export function toPolicies(rules: readonly Rule[]): Policies {
    const book = new ExemptionBook(new Map(rules.map(({ name, severity }) => [name, severity])));
    const delivery = new Delivery(book);
    return policyList([
        exemptionsPolicy(book),
        ...rules.map((rule) =>
            rule.kind === "resource" ? resourceMember(rule, delivery, book) : stackMember(rule, delivery),
        ),
        ...reportPolicies(delivery, book),
    ]);
}

function resourceMember(rule: ResourceRule, delivery: Delivery, book: ExemptionBook): Member {
    const types = new Set(rule.types);
    const tagOf = (args: ResourceValidationArgs) => (_: string, key: string) => ownTag(args.props, key);
    const { remediate } = rule;
    const policy: Policies[number] = {
        ...metadata(rule),
        validateResource: (args, report) => {
            if (types.has(args.type)) {
                const settings = args.getConfig<Record<string, unknown>>();
                const verdicts = rule.judge(args, settings);
                delivery.deliver({ rule, verdicts, settings, report, urn: args.urn, tagOf: tagOf(args) });
            }
        },
        ...(remediate !== undefined && {
            remediateResource: (args: ResourceValidationArgs) => {
                const { type, urn, props } = args;
                const isExempt = () =>
                    book.judge({ rule: rule.name, urn, tagOf: (key) => ownTag(props, key) }).exemption !== undefined;
                return types.has(type) && !isExempt() ? remediate(args, args.getConfig()) : undefined;
            },
        }),
    };
    return { concerns: ({ type }) => types.has(type), policy: () => policy };
}

function stackMember(rule: StackRule, delivery: Delivery): Member {
    const common = metadata(rule);
    return {
        concerns: () => false,
        policy: (request) => ({
            ...common,
            validateStack: ({ resources, getConfig }, report) => {
                const settings = getConfig<Record<string, unknown>>();
                const verdicts = rule.judge(request.graph(resources), settings);
                const tagOf = (urn: string, key: string) =>
                    ownTag(resources.find((resource) => resource.urn === urn)?.props, key);
                delivery.deliver({ rule, verdicts, settings, report, urn: resources[0]?.urn ?? "", tagOf });
            },
        }),
    };
}

/** The value of one of a resource's own tags, where it is known. */
function ownTag(props: unknown, key: string): string | undefined {
    const tag = new Properties<{ tags: Record<string, string> }>(props).child("tags").text(key);
    return isUnknown(tag) ? undefined : tag;
}
