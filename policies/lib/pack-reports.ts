import type { Policy } from "@pulumi/policy";
import type { Delivery } from "./delivery";
import { DEFAULT_MAX_DAYS, type ExemptionBook } from "./exemptions/book";
import { stackOf } from "./exemptions/exemption";
import type { Ledger } from "./ledger";
import type { Member } from "./members";

/** Names of the policies that a pack has beside its rules. */
export const packPolicies = {
    exemptions: "exemptions",
    undetermined: "undetermined",
    undeterminedInStack: "undetermined-in-stack",
    exempt: "exempt",
    exemptInStack: "exempt-in-stack",
    staleExemptions: "stale-exemptions",
} as const;

/**
 * The first policy of a pack: it takes the exemptions from the configuration, refuses those that are wrong, and tells the
 * others which resource is being judged.
 */
export function exemptionsPolicy(book: ExemptionBook): Member {
    const common = {
        name: packPolicies.exemptions,
        description: "Exemptions name a rule, the resources, a reason and an end.",
        enforcementLevel: "mandatory",
        severity: "medium",
        remediationSteps: "Correct the record in the configuration of this policy; until then it exempts nothing.",
        configSchema: {
            properties: {
                records: {
                    type: "array",
                    items: { type: "object" },
                    default: [],
                    description: "Violations that do not count, each for a reason and until a day.",
                },
                maxDays: {
                    type: "integer",
                    minimum: 1,
                    default: DEFAULT_MAX_DAYS,
                    description: "How many days ahead an exemption may end.",
                },
            },
        },
    } satisfies Policy;
    return {
        concerns: () => true,
        isSilent: () => false,
        policy: (request) => ({
            ...common,
            validateResource: (resource, report) => {
                request.resource = resource;
                const { records, maxDays } = resource.getConfig<{ records?: unknown; maxDays?: number }>();
                book.configure(records, maxDays ?? DEFAULT_MAX_DAYS);
                for (const problem of book.takeProblems()) {
                    report(problem);
                }
            },
        }),
    };
}

/** The last policies of a pack: they report what is no plain violation. Report writers know them by their descriptions. */
export function reportPolicies({ undetermined, exempt }: Delivery, book: ExemptionBook): readonly Member[] {
    const awaits = {
        description: "undetermined: a rule needs values that are not known yet.",
        enforcementLevel: "advisory",
        severity: "low",
        remediationSteps: "Run the update: it judges the real values.",
    } as const;
    const exempts = {
        description: "exempt: a violation does not count, for a reason and until a day.",
        enforcementLevel: "advisory",
        severity: "low",
        remediationSteps: "Fix the cause before the exemption ends.",
    } as const;
    return [
        perResource({ ...awaits, name: packPolicies.undetermined }, undetermined.resource),
        perResource({ ...exempts, name: packPolicies.exempt }, exempt.resource),
        inStack({ ...awaits, name: packPolicies.undeterminedInStack }, undetermined.stack),
        inStack({ ...exempts, name: packPolicies.exemptInStack }, exempt.stack),
        stalePolicy(book),
    ];
}

function perResource(common: Policy, ledger: Ledger): Member {
    return {
        concerns: () => true,
        isSilent: ({ resource }) => resource !== undefined && !ledger.has(resource.urn),
        policy: () => ({
            ...common,
            validateResource: ({ urn }, report) => {
                for (const line of ledger.take(urn)) {
                    report(line);
                }
            },
        }),
    };
}

function inStack(common: Policy, ledger: Ledger): Member {
    return {
        concerns: () => false,
        isSilent: ({ stack }) => stack !== undefined && ledger.urns().length === 0,
        policy: () => ({
            ...common,
            validateStack: (_, report) => {
                for (const urn of ledger.urns()) {
                    for (const line of ledger.take(urn)) {
                        report(line, urn === "" ? undefined : urn);
                    }
                }
            },
        }),
    };
}

function stalePolicy(book: ExemptionBook): Member {
    return {
        concerns: () => false,
        isSilent: ({ stack }) => stack !== undefined && book.stale(stack.stackName ?? "").length === 0,
        policy: () => ({
            name: packPolicies.staleExemptions,
            description: "Exemptions are in force, and needed.",
            enforcementLevel: "advisory",
            severity: "low",
            remediationSteps: "Remove the record from the configuration, or have it renewed.",
            validateStack: ({ resources: [first] }, report) => {
                for (const message of first === undefined ? [] : book.stale(stackOf(first.urn))) {
                    report(message);
                }
            },
        }),
    };
}
