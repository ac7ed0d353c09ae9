import { isRecord } from "../engine/values";

/**
 * What is wrong with a setting, by the JSON schema that its policy declares for it: one sentence for each thing.
 * Keywords that are rare in settings (`oneOf`, `format`, …) are left to the policy.
 *
 * @param path how the user wrote the setting, for the messages
 */
export function schemaProblems(value: unknown, schema: unknown, path: string): readonly string[] {
    if (!isRecord(schema)) {
        return [];
    }
    const types = [schema.type].flat().filter((type): type is string => typeof type === "string");
    if (types.length > 0 && !types.some((type) => isOfType(value, type))) {
        return [`${path} has to be ${types.map(named).join(" or ")}, not ${JSON.stringify(value)}`];
    }
    return [
        ...enumProblems(value, schema, path),
        ...rangeProblems(value, schema, path),
        ...lengthProblems(value, schema, path),
        ...memberProblems(value, schema, path),
    ];
}

type Schema = Record<string, unknown>;

function enumProblems(value: unknown, { enum: allowed }: Schema, path: string): readonly string[] {
    if (!Array.isArray(allowed) || allowed.some((option) => option === value)) {
        return [];
    }
    return [
        `${path} is ${JSON.stringify(value)}: there is ${allowed.map((option) => JSON.stringify(option)).join(", ")}`,
    ];
}

function rangeProblems(value: unknown, { minimum, maximum }: Schema, path: string): readonly string[] {
    if (typeof value !== "number") {
        return [];
    }
    const low = typeof minimum === "number" && value < minimum;
    const high = typeof maximum === "number" && value > maximum;
    const bounds = [
        ...(typeof minimum === "number" ? [`at least ${minimum}`] : []),
        ...(typeof maximum === "number" ? [`at most ${maximum}`] : []),
    ];
    return low || high ? [`${path} is ${value}: it has to be ${bounds.join(" and ")}`] : [];
}

function lengthProblems(value: unknown, schema: Schema, path: string): readonly string[] {
    const [least, most] = Array.isArray(value)
        ? [schema.minItems, schema.maxItems]
        : [schema.minLength, schema.maxLength];
    if (!Array.isArray(value) && typeof value !== "string") {
        return [];
    }
    const pattern = typeof schema.pattern === "string" ? schema.pattern : undefined;
    return [
        ...(typeof least === "number" && value.length < least ? [`${path} is too short: at least ${least}`] : []),
        ...(typeof most === "number" && value.length > most ? [`${path} is too long: at most ${most}`] : []),
        ...(pattern !== undefined && typeof value === "string" && !new RegExp(pattern).test(value)
            ? [`${path} is ${JSON.stringify(value)}: it has to match ${pattern}`]
            : []),
    ];
}

function memberProblems(value: unknown, { items, properties, required }: Schema, path: string): readonly string[] {
    if (Array.isArray(value)) {
        return value.flatMap((item, index) => schemaProblems(item, items, `${path}[${index}]`));
    }
    if (!isRecord(value)) {
        return [];
    }
    const missing = (Array.isArray(required) ? required : []).filter((name) => value[name] === undefined);
    const declared = isRecord(properties) ? Object.entries(properties) : [];
    return [
        ...missing.map((name) => `${path}.${name} is missing`),
        ...declared.flatMap(([name, schema]) =>
            value[name] === undefined ? [] : schemaProblems(value[name], schema, `${path}.${name}`),
        ),
    ];
}

function isOfType(value: unknown, type: string): boolean {
    switch (type) {
        case "array":
            return Array.isArray(value);
        case "object":
            return isRecord(value);
        case "integer":
            return Number.isInteger(value);
        case "null":
            return value === null;
        default:
            return typeof value === type;
    }
}

function named(type: string): string {
    const names: Record<string, string> = {
        array: "a list",
        boolean: "true or false",
        integer: "a whole number",
        number: "a number",
        object: "an object",
        string: "a text",
    };
    return names[type] ?? type;
}
