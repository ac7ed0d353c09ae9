/** The values of a list that the API knows; it refuses the request if there are others. */
export function known<Value extends string>(values: readonly string[], names: Record<string, Value>): Value[] {
    return Object.values(names).filter((name) => values.includes(name));
}
