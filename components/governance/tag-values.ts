import { domains } from "../../schemas";
import type { TagClause } from "./grant-target";

const SENSITIVITY = "sensitivity";

/** Values of the LF-tag `sensitivity`. */
export const Sensitivity = {
    /** Whatever describes no person: for everyone within the company whom a grant names. */
    Internal: "internal",
    /** What can identify or describe a person. */
    Personal: "personal",
} as const;
export type Sensitivity = (typeof Sensitivity)[keyof typeof Sensitivity];

/** The LF-tags that the lake's own tables carry: what they are about, and whether they describe persons. */
const OWN: Readonly<Record<string, readonly string[]>> = {
    domain: domains,
    [SENSITIVITY]: Object.values(Sensitivity),
};

/** Whether an expression matches columns that are tagged as personal, as it does unless it asks for another sensitivity. */
export function reachesPersonal(expression: readonly TagClause[]): boolean {
    const asked = expression.find(({ key }) => key === SENSITIVITY);
    return asked === undefined || asked.values.includes(Sensitivity.Personal);
}

/** The lake's own LF-tags and those given, each with all its values, sorted. */
export function declaredTags(given: Readonly<Record<string, readonly string[]>>): Record<string, string[]> {
    const all = new Map<string, Set<string>>();
    for (const [key, values] of [...Object.entries(OWN), ...Object.entries(given)]) {
        all.set(key, new Set([...(all.get(key) ?? []), ...values]));
    }
    const sorted = [...all].sort(([left], [right]) => (left < right ? -1 : 1));
    return Object.fromEntries(sorted.map(([key, values]) => [key, [...values].sort()]));
}

/** The most values that an LF-tag has: https://docs.aws.amazon.com/lake-formation/latest/dg/lf-tag-considerations.html */
const MOST_VALUES = 1_000;
/** Lake Formation folds values to lower case, and would then show a change on every deployment. */
const VALUE = /^[\p{Ll}\p{Lo}\p{Z}\p{N}_.:/=+@%-]{1,256}$/u;
const NOT_IN_VALUE = /[^\p{Ll}\p{Lo}\p{Z}\p{N}_.:/=+@%-]+/gu;

/** What is wrong with the declaration of LF-tags. */
export function declarationProblems(given: Readonly<Record<string, readonly string[]>>): string[] {
    return Object.entries(given).flatMap(([key, values]) => [
        ...(/^[a-z0-9]+(?:[-_][a-z0-9]+)*$/.test(key) && key.length <= 128
            ? []
            : [
                  `lfTags has the key "${key}": it takes lower-case words joined by "-" or "_", for example "cost-center".`,
              ]),
        ...(values.length === 0 ? [`lfTags.${key} is empty: a tag has at least one value.`] : []),
        ...(values.length > MOST_VALUES
            ? [`lfTags.${key} has ${values.length} values: Lake Formation takes ${MOST_VALUES} at most.`]
            : []),
        ...values
            .filter((value) => !VALUE.test(value))
            .map(
                (value) =>
                    `lfTags.${key} holds "${value}": a value has up to 256 lower-case letters, digits, spaces and _.:/=+@%-, for example "${
                        value
                            .toLowerCase()
                            .replace(NOT_IN_VALUE, "-")
                            .replace(/^-+|-+$/g, "") || "internal"
                    }".`,
            ),
    ]);
}
