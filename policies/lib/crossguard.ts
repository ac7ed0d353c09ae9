import {
    type Policies,
    type Policy,
    type ResourceValidationArgs,
    remediateResourceOfType,
    validateResourceOfType,
} from "@pulumi/policy";
import { CustomResource } from "@pulumi/pulumi";
import type { ResourceRule, Rule, StackRule } from "./rule";
import { choice, type Settings } from "./settings";
import { StackGraph } from "./stack-graph";
import { describeUnknown, Ledger } from "./undetermined";
import type { Verdict } from "./verdict";

const onUnknown = choice(
    "What a verdict that waits for unknown values becomes: left out (defer), an advisory (warn), or a violation (fail).",
    ["defer", "warn", "fail"],
    "warn",
);

/** The setting that every rule has beside its own. */
export const commonSettings = { onUnknown } satisfies Settings;

type Report = (message: string, urn?: string) => void;

/** Turns rules into CrossGuard policies: one for each rule, and two that report what could not be decided. */
export function toPolicies(rules: readonly Rule[]): Policies {
    const resources = new Ledger();
    const stack = new Ledger();
    return [
        ...rules.map((rule) => (rule.kind === "resource" ? resourcePolicy(rule, resources) : stackPolicy(rule, stack))),
        ...undeterminedPolicies(resources, stack),
    ];
}

function resourcePolicy(rule: ResourceRule, ledger: Ledger): Policies[number] {
    const types = new Set(rule.types);
    const judge = (args: ResourceValidationArgs, report: Report) => {
        const settings = args.getConfig<Record<string, unknown>>();
        deliver({ rule, verdicts: rule.judge(args, settings), settings, report, ledger, urn: args.urn });
    };
    const remediate = (args: ResourceValidationArgs) => rule.remediate?.(args, args.getConfig());
    const [onlyType] = rule.types;
    if (rule.types.length === 1 && onlyType !== undefined) {
        const type = classOf(onlyType);
        return {
            ...metadata(rule),
            validateResource: validateResourceOfType(type, (_, args, report) => judge(args, report)),
            ...(rule.remediate !== undefined && {
                remediateResource: remediateResourceOfType(type, (_, args) => remediate(args)),
            }),
        };
    }
    const skipOthers = (args: ResourceValidationArgs) => {
        if (!types.has(args.type)) {
            args.notApplicable(`Policy only applies to resources of type ${rule.types.join(", ")}`);
        }
    };
    return {
        ...metadata(rule),
        validateResource: (args, report) => {
            skipOthers(args);
            judge(args, report);
        },
        ...(rule.remediate !== undefined && {
            remediateResource: (args: ResourceValidationArgs) => {
                skipOthers(args);
                return remediate(args);
            },
        }),
    };
}

function stackPolicy(rule: StackRule, ledger: Ledger): Policies[number] {
    return {
        ...metadata(rule),
        validateStack: (args, report) => {
            const settings = args.getConfig<Record<string, unknown>>();
            const verdicts = rule.judge(new StackGraph(args.resources), settings);
            deliver({ rule, verdicts, settings, report, ledger, urn: "" });
        },
    };
}

interface Delivery {
    readonly rule: Rule;
    readonly verdicts: readonly Verdict[];
    readonly settings: Readonly<Record<string, unknown>>;
    readonly report: Report;
    readonly ledger: Ledger;
    /** The resource that was judged; empty for the stack as a whole. */
    readonly urn: string;
}

function deliver({ rule, verdicts, settings, report, ledger, urn }: Delivery): void {
    const unknown = settings.onUnknown ?? onUnknown.fallback;
    for (const verdict of verdicts) {
        if (verdict.outcome === "violation") {
            report(verdict.message, verdict.urn);
        } else if (unknown === "fail") {
            report(`Can't be judged: ${describeUnknown(verdict, rule.kind)}`, verdict.urn);
        } else if (unknown === "warn") {
            ledger.add(verdict.urn ?? urn, { rule: rule.name, verdict });
        }
    }
}

/** Report writers look for messages that start with `undetermined:`; the SDK puts the description first. */
function undeterminedPolicies(resources: Ledger, stack: Ledger): Policies {
    const common = {
        description: "undetermined: a rule needs values that are not known yet.",
        enforcementLevel: "advisory",
        severity: "low",
        remediationSteps: "Run the update: it judges the real values.",
    } as const;
    return [
        {
            ...common,
            name: "undetermined",
            validateResource: ({ urn }, report) => {
                for (const { rule, verdict } of resources.take(urn)) {
                    report(`${rule}: ${describeUnknown(verdict, "resource")}`);
                }
            },
        },
        {
            ...common,
            name: "undetermined-in-stack",
            validateStack: (_, report) => {
                for (const urn of stack.urns()) {
                    for (const { rule, verdict } of stack.take(urn)) {
                        report(`${rule}: ${describeUnknown(verdict, "stack")}`, urn === "" ? undefined : urn);
                    }
                }
            },
        },
    ];
}

function metadata(rule: Rule): Policy {
    const [control] = rule.anchors.fsbp ?? [];
    return {
        name: rule.name,
        description: rule.description,
        severity: rule.severity,
        enforcementLevel: rule.severity === "low" ? "advisory" : "mandatory",
        remediationSteps: rule.remediationSteps,
        url: rule.url,
        tags: [rule.group, ...anchorTags(rule)],
        configSchema: {
            properties: Object.fromEntries(
                Object.entries({ ...rule.settings, ...commonSettings }).map(([name, { schema }]) => [name, schema]),
            ),
        },
        ...(control !== undefined && {
            framework: {
                name: "AWS Foundational Security Best Practices",
                version: "1.0.0",
                reference: control,
                specification: rule.description,
            },
        }),
    };
}

/** Ids of the same check elsewhere, as `catalogue:id`. */
export function anchorTags({ anchors }: Rule): string[] {
    return Object.entries(anchors).flatMap(([catalogue, ids]) => ids.map((id: string) => `${catalogue}:${id}`));
}

/**
 * A stand-in for a resource class: the SDK only reads its type token, and skips other types before it decodes their
 * properties. The real classes would pull the whole provider SDK into the pack.
 */
function classOf(token: string) {
    return class extends CustomResource {
        static readonly __pulumiType = token;
    };
}
