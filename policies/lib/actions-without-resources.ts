import { matchesAny } from "./glob";

/** Patterns of actions, by service, in lower case. */
type Patterns = ReadonlyMap<string, readonly string[]>;

let known: Patterns | undefined;

/**
 * Whether an action takes no resource, so that a policy can allow it on `*` only; for an action with wildcards, whether
 * none that it takes in does. What AWS doesn't list is taken to have resources.
 *
 * The table is read at first use: most programs ask for few policies, and it is long. Its `source` and `asOf` say where it
 * is from and of which day.
 * @param action such as `ecr:GetAuthorizationToken`.
 */
export function takesNoResource(action: string): boolean {
    known ??= readPatterns();
    const [service = "", name = ""] = action.toLowerCase().split(":");
    return matchesAny(name, known.get(service) ?? []);
}

function readPatterns(): Patterns {
    const { actions } =
        require("./facts/actions-without-resources.json") as typeof import("./facts/actions-without-resources.json");
    return new Map(Object.entries(actions).map(([service, names]) => [service, names.toLowerCase().split(" ")]));
}
