/** A service's actions that take no resource, in lower case. */
interface Actions {
    readonly names: ReadonlySet<string>;
    /** What the names of whole families begin with. */
    readonly prefixes: readonly string[];
}

const byService = new Map<string, Actions>();

/**
 * Whether an action takes no resource, so that a policy can allow it on `*` only; for an action with wildcards, whether
 * none that it takes in does. What AWS doesn't list is taken to have resources.
 *
 * The table is long, and read at first use. Its `source` and `asOf` say where it is from and of which day.
 * @param action such as `ecr:GetAuthorizationToken`.
 */
export function takesNoResource(action: string): boolean {
    const [service = "", name = ""] = action.toLowerCase().split(":");
    const { names, prefixes } = actionsOf(service);
    return names.has(name) || prefixes.some((prefix) => name.startsWith(prefix));
}

function actionsOf(service: string): Actions {
    const known = byService.get(service);
    if (known !== undefined) {
        return known;
    }
    const patterns = table()[service]?.toLowerCase().split(" ") ?? [];
    const isFamily = (pattern: string) => pattern.endsWith("*");
    const actions = {
        names: new Set(patterns.filter((pattern) => !isFamily(pattern))),
        prefixes: patterns.filter(isFamily).map((pattern) => pattern.slice(0, -1)),
    };
    byService.set(service, actions);
    return actions;
}

function table(): Readonly<Record<string, string>> {
    const facts =
        require("./facts/actions-without-resources.json") as typeof import("./facts/actions-without-resources.json");
    return facts.actions;
}
