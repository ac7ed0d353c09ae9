import { typesThatTake } from "../../lib/provider-types";
import { requirementRule } from "../../lib/requirement";
import type { JudgedResource } from "../../lib/rule";
import { texts } from "../../lib/settings";
import { satisfies } from "../../lib/truth";

interface Tagged {
    readonly tags?: Readonly<Record<string, string>>;
}

/** Which tags there have to be, each company decides: without a setting the rule is idle. */
export const requiredTags = requirementRule({
    name: "required-tags",
    group: "resilience",
    description: "Resources have the tags that tell whose they are, what for and how sensitive, with allowed values.",
    severity: "medium",
    anchors: { config: ["required-tags"] },
    remediationSteps: "Set tags on the resource, or defaultTags on its provider.",
    url: "https://docs.aws.amazon.com/whitepapers/latest/tagging-best-practices/tagging-best-practices.html",
    types: typesThatTake("tags"),
    settings: {
        tags: texts(
            "Tags that every resource has, as key or key=value|value, such as Owner, CostCentre or DataClassification=public|internal|personal; with none given, the rule is idle.",
        ),
    },
    requires: ({ props, provider }: JudgedResource<Tagged>, settings) =>
        settings.tags.map((wanted) => {
            const [key = "", values] = wanted.split("=");
            const allowed = values?.split("|");
            const held = props.child("tags").text(key) ?? provider.child("defaultTags").child("tags").text(key);
            const [only, ...others] = allowed ?? [];
            return {
                kept: satisfies(
                    held,
                    (value) => (allowed === undefined ? value !== "" : allowed.includes(value)),
                    false,
                ),
                otherwise:
                    allowed === undefined
                        ? `tags.${key} is not set.`
                        : `tags.${key} is none of those that are allowed: ${allowed.join(", ")}.`,
                // A path ends a key at a dot.
                ...(only !== undefined &&
                    others.length === 0 &&
                    !/[.[\]]/.test(key) && { remedy: { [`tags.${key}`]: only } }),
            };
        }),
});
