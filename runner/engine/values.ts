import * as rpc from "@pulumi/pulumi/runtime/rpc";

/** Stands for a value that is not known yet wherever values are given as plain JavaScript. */
export const UNKNOWN: unique symbol = Symbol("unknown");

/** A value as it travels between a program and the engine: JSON, with marked objects for what JSON can't say. */
export type Wire = null | boolean | number | string | Wire[] | { [key: string]: Wire };

const signature = rpc.specialSigKey;

/** Translates a value from the wire to plain JavaScript. */
export function toPlain(value: unknown): unknown {
    if (value === rpc.unknownValue) {
        return UNKNOWN;
    }
    if (Array.isArray(value)) {
        return value.map(toPlain);
    }
    if (!isRecord(value)) {
        return value;
    }
    switch (value[signature]) {
        case undefined:
            return mapValues(value, toPlain);
        case rpc.specialSecretSig:
            return toPlain(value.value);
        case rpc.specialAssetSig:
        case rpc.specialArchiveSig:
            return contentOf(value);
        case rpc.specialResourceSig:
            return resourceReference(value);
        case rpc.specialOutputValueSig:
            return "value" in value ? toPlain(value.value) : UNKNOWN;
        default:
            throw new Error(`unrecognised marker ${String(value[signature])} in a value of the program`);
    }
}

/** Translates plain JavaScript to the wire. What is undefined is left out, as JSON does. */
export function toWire(value: unknown): Wire {
    if (value === UNKNOWN) {
        return rpc.unknownValue;
    }
    if (value === undefined || value === null) {
        return null;
    }
    if (typeof value === "string" || typeof value === "boolean" || typeof value === "number") {
        return value;
    }
    if (Array.isArray(value)) {
        return value.map(toWire);
    }
    if (isRecord(value)) {
        const wire: { [key: string]: Wire } = {};
        for (const [key, member] of Object.entries(value)) {
            if (member !== undefined) {
                wire[key] = toWire(member);
            }
        }
        return wire;
    }
    throw new Error(`a value of type ${typeof value} can't be an output of a resource`);
}

/** Marks a value on the wire as secret. */
export function secret(value: Wire): Wire {
    return { [signature]: rpc.specialSecretSig, value };
}

/** Whether a value on the wire is or contains a secret. */
export function hasSecret(value: unknown): boolean {
    if (Array.isArray(value)) {
        return value.some(hasSecret);
    }
    if (!isRecord(value)) {
        return false;
    }
    const isSecret =
        value[signature] === rpc.specialSecretSig ||
        (value[signature] === rpc.specialOutputValueSig && value.secret === true);
    return isSecret || Object.values(value).some(hasSecret);
}

/** Path (`"rules[0].bucket"`) of the first unknown value in a plain value, or undefined when all is known. */
export function findUnknown(value: unknown, path = ""): string | undefined {
    if (value === UNKNOWN) {
        return path;
    }
    const members: [string, unknown][] = Array.isArray(value)
        ? value.map((member, index) => [`${path}[${index}]`, member])
        : isRecord(value)
          ? Object.entries(value).map(([key, member]) => [path === "" ? key : `${path}.${key}`, member])
          : [];
    for (const [memberPath, member] of members) {
        const found = findUnknown(member, memberPath);
        if (found !== undefined) {
            return found;
        }
    }
    return undefined;
}

/**
 * Lowers a value on the wire to what policy packs accept: unknown and secret markers and assets stay, a reference to a
 * resource becomes its id (or its URN), and output values become plain or unknown ones.
 */
export function toPolicyWire(value: unknown): unknown {
    if (Array.isArray(value)) {
        return value.map(toPolicyWire);
    }
    if (!isRecord(value)) {
        return value;
    }
    switch (value[signature]) {
        case rpc.specialResourceSig:
            return typeof value.id === "string" ? value.id || rpc.unknownValue : value.urn;
        case rpc.specialOutputValueSig:
            return "value" in value ? toPolicyWire(value.value) : rpc.unknownValue;
        default:
            return mapValues(value, toPolicyWire);
    }
}

export function isRecord(value: unknown): value is Record<string, unknown> {
    return typeof value === "object" && value !== null && !Array.isArray(value);
}

function mapValues(value: Record<string, unknown>, map: (member: unknown) => unknown): Record<string, unknown> {
    const result: Record<string, unknown> = {};
    for (const key of Object.keys(value)) {
        result[key] = map(value[key]);
    }
    return result;
}

/** What an asset or archive is made of, out of everything that the SDK notes down with it. */
function contentOf(asset: Record<string, unknown>): Record<string, unknown> {
    const content = ["path", "text", "uri", "assets"].filter((key) => key in asset);
    return Object.fromEntries(content.map((key) => [key, toPlain(asset[key])]));
}

function resourceReference(value: Record<string, unknown>): unknown {
    if (typeof value.id !== "string") {
        return value.urn;
    }
    return value.id === "" ? UNKNOWN : toPlain(value.id);
}
