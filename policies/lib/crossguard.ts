import type { Policies, ResourceValidationArgs } from "@pulumi/policy";
import { Delivery } from "./delivery";
import { ExemptionBook } from "./exemptions/book";
import { type Member, policyList } from "./members";
import { metadata, unknownSettings } from "./metadata";
import { exemptionsPolicy, reportPolicies } from "./pack-reports";
import { Properties } from "./properties";
import type { ResourceRule, Rule, StackRule } from "./rule";
import { isUnknown } from "./truth";

/** The type of the resource that stands for the stack itself. */
const STACK_TYPE = "pulumi:pulumi:Stack";

/** Turns rules into CrossGuard policies: one for each rule, between those by which a pack exempts and reports. */
export function toPolicies(rules: readonly Rule[]): Policies {
    const book = new ExemptionBook(new Map(rules.map(({ name, severity }) => [name, severity])));
    const delivery = new Delivery(book);
    const members = rules.map((rule) =>
        rule.kind === "resource" ? resourceMember(rule, delivery, book) : stackMember(rule, delivery, book),
    );
    return policyList(exemptionsPolicy(book), [...members, ...reportPolicies(delivery, book)]);
}

function resourceMember(rule: ResourceRule, delivery: Delivery, book: ExemptionBook): Member {
    const types = new Set(rule.types);
    const policy: Policies[number] = {
        ...metadata(rule),
        validateResource: (args, report) => {
            if (types.has(args.type)) {
                const settings = args.getConfig<Record<string, unknown>>();
                const verdicts = rule.judge(args, settings);
                const tagOf = (_: string, key: string) => ownTag(args.props, key);
                delivery.deliver({ rule, verdicts, settings, report, urn: args.urn, tagOf });
            }
        },
        ...remediation(rule, types, book),
    };
    return { concerns: (type) => types.has(type), policy: () => policy };
}

/**
 * A policy about stacks gets its configuration only together with the stack. So that a walk can tell beforehand whether
 * the rule has something to say, the policy also looks in when the stack's own resource is judged, which comes first, and
 * takes the configuration along. What it took holds for one run.
 */
function stackMember(rule: StackRule, delivery: Delivery, book: ExemptionBook): Member {
    const common = { ...metadata(rule), ...remediation(rule, new Set(rule.types), book) };
    let taken: Readonly<Record<string, unknown>> | undefined;
    const lookIn: Policies[number] = {
        ...common,
        validateResource: ({ getConfig }) => {
            taken = getConfig<Record<string, unknown>>();
        },
    };
    return {
        concerns: (type) => type === STACK_TYPE,
        isSilentOn: (stack) =>
            taken !== undefined && unknownSettings(rule, taken).length === 0 && rule.judge(stack, taken).length === 0,
        finish: () => {
            taken = undefined;
        },
        policy: (request) =>
            request.resource !== undefined
                ? lookIn
                : {
                      ...common,
                      validateStack: ({ resources, getConfig }, report) => {
                          const settings = getConfig<Record<string, unknown>>();
                          const verdicts = rule.judge(request.graph(resources), settings);
                          const tagOf = (urn: string, key: string) =>
                              ownTag(resources.find((resource) => resource.urn === urn)?.props, key);
                          delivery.deliver({ rule, verdicts, settings, report, urn: resources[0]?.urn ?? "", tagOf });
                      },
                  },
    };
}

/** What a policy mends, resources that are exempt from its rule aside. The SDK lets policies about stacks mend as well. */
function remediation({ name, remediate }: Rule, types: ReadonlySet<string>, book: ExemptionBook) {
    if (remediate === undefined) {
        return {};
    }
    const isExempt = ({ urn, props }: ResourceValidationArgs) =>
        book.judge({ rule: name, urn, tagOf: (key) => ownTag(props, key) }).exemption !== undefined;
    return {
        remediateResource: (args: ResourceValidationArgs) =>
            types.has(args.type) && !isExempt(args) ? remediate(args, args.getConfig()) : undefined,
    };
}

/** The value of one of a resource's own tags, where it is known. */
function ownTag(props: unknown, key: string): string | undefined {
    const tag = new Properties<{ tags: Record<string, string> }>(props).child("tags").text(key);
    return isUnknown(tag) ? undefined : tag;
}
