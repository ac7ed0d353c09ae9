import type { Policies, Policy, ResourceValidationArgs } from "@pulumi/policy";
import type { Delivery } from "./delivery";
import type { ExemptionBook } from "./exemptions/book";
import type { Member, Request } from "./members";
import { metadata, unknownSettings } from "./metadata";
import { Properties } from "./properties";
import type { ResourceRule, Rule, StackRule } from "./rule";
import { isUnknown } from "./truth";
import type { Verdict } from "./verdict";

/** The type of the resource that stands for the stack itself. */
const STACK_TYPE = "pulumi:pulumi:Stack";

type Given = Readonly<Record<string, unknown>>;

/**
 * The policy of a rule. A policy gets its configuration only together with what it judges. So that a walk can tell
 * beforehand whether the rule has something to say, the policy looks in when the stack's own resource is judged, which
 * comes first, and takes the configuration along. What it took holds for one run.
 */
export function ruleMember(rule: Rule, delivery: Delivery, book: ExemptionBook): Member {
    const types = new Set(rule.types);
    const common = { ...metadata(rule), ...remediation(rule, types, book) };
    let taken: Given | undefined;
    const lookIn: Policies[number] = {
        ...common,
        validateResource: ({ getConfig }) => {
            const given = getConfig<Given>();
            taken = unknownSettings(rule, given).length === 0 ? given : undefined;
        },
    };
    const policy = rule.kind === "resource" ? ofResource(rule, common, delivery) : ofStack(rule, common, delivery);
    return {
        concerns: (type) => type === STACK_TYPE || (rule.kind === "resource" && types.has(type)),
        isSilent: (request) =>
            taken !== undefined && request.resource?.type !== STACK_TYPE && isSilent(rule, request, taken),
        finish: () => {
            taken = undefined;
        },
        policy: (request) => (request.resource?.type === STACK_TYPE ? lookIn : policy(request)),
    };
}

/** A rule that fails is not silent: the SDK calls it again, and says which one it was. */
function isSilent(rule: Rule, request: Request, given: Given): boolean {
    try {
        return verdictsOf(rule, request, given)?.length === 0;
    } catch {
        return false;
    }
}

function verdictsOf(rule: Rule, { resource, stack }: Request, given: Given): readonly Verdict[] | undefined {
    if (rule.kind === "resource") {
        return resource === undefined ? undefined : rule.judge(resource, given);
    }
    return stack === undefined ? undefined : rule.judge(stack, given);
}

type ForRequest = (request: Request) => Policies[number];

function ofResource(rule: ResourceRule, common: Policy, delivery: Delivery): ForRequest {
    const types = new Set(rule.types);
    const policy: Policies[number] = {
        ...common,
        validateResource: (args, report) => {
            if (types.has(args.type)) {
                const settings = args.getConfig<Given>();
                const verdicts = rule.judge(args, settings);
                const tagOf = (_: string, key: string) => ownTag(args.props, key);
                delivery.deliver({ rule, verdicts, settings, report, urn: args.urn, tagOf });
            }
        },
    };
    return () => policy;
}

function ofStack(rule: StackRule, common: Policy, delivery: Delivery): ForRequest {
    return (request) => ({
        ...common,
        validateStack: ({ resources, getConfig }, report) => {
            const settings = getConfig<Given>();
            const verdicts = rule.judge(request.graph(resources), settings);
            const tagOf = (urn: string, key: string) =>
                ownTag(resources.find((resource) => resource.urn === urn)?.props, key);
            delivery.deliver({ rule, verdicts, settings, report, urn: resources[0]?.urn ?? "", tagOf });
        },
    });
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
