import facts from "./facts/provider-types.json";

/** Tokens of all types of the provider that take an input. */
export function typesThatTake(input: "tags" | "region"): readonly string[] {
    return Object.entries(facts[input]).flatMap(([module, names]) =>
        names.split(" ").map((name) => `aws:${module}/${name.charAt(0).toLowerCase()}${name.slice(1)}:${name}`),
    );
}
