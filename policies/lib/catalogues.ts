import type { Anchors, Rule } from "./rule";

/** The catalogues that reviewers know, as the documentation calls them. */
export const catalogues: Readonly<Record<keyof Anchors, string>> = {
    config: "AWS Config",
    fsbp: "AWS Foundational Security Best Practices",
    cis: "CIS AWS Foundations v5.0",
    checkov: "Checkov",
    trivy: "Trivy",
    cdkNag: "cdk-nag",
    prowler: "Prowler",
};

/** The catalogues that hold the same check as a rule, in the order above, each with its ids. */
export function catalogued({ anchors }: Pick<Rule, "anchors">) {
    return Object.entries(catalogues).flatMap(([key, catalogue]) => {
        const ids = anchors[key as keyof Anchors] ?? [];
        return ids.length === 0 ? [] : [{ catalogue, ids }];
    });
}
