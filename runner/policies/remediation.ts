import { inputsOf } from "../engine/registration";
import { isRecord } from "../engine/values";
import type { Registration } from "../types";

/**
 * A registration with other inputs. What the resource gives back says so too, as it would had the program asked for
 * them: stack policies judge outputs.
 */
export function withInputs(registration: Registration, rawInputs: Record<string, unknown>): Registration {
    const changed = inputsOf(rawInputs);
    const isChanged = (key: string) => changedPaths(registration.inputs[key], changed.inputs[key]).length > 0;
    const outputs = Object.entries(changed.inputs).filter(
        ([key]) => isChanged(key) || registration.outputs[key] === registration.inputs[key],
    );
    return { ...registration, ...changed, outputs: { ...registration.outputs, ...Object.fromEntries(outputs) } };
}

/** Paths (`rules[0].bucketKeyEnabled`) at which two plain values differ, with no word of what they are: they may be secret. */
export function changedPaths(before: unknown, after: unknown, path = ""): readonly string[] {
    const keys = keysOfBoth(before, after);
    if (keys === undefined) {
        return Object.is(before, after) ? [] : [path];
    }
    return keys.flatMap((key) => changedPaths(memberOf(before, key), memberOf(after, key), pathTo(path, key)));
}

type Key = string | number;

function keysOfBoth(before: unknown, after: unknown): readonly Key[] | undefined {
    if (Array.isArray(before) && Array.isArray(after)) {
        return Array.from({ length: Math.max(before.length, after.length) }, (_, index) => index);
    }
    return isRecord(before) && isRecord(after)
        ? [...new Set([...Object.keys(before), ...Object.keys(after)])]
        : undefined;
}

function memberOf(holder: unknown, key: Key): unknown {
    return typeof holder === "object" && holder !== null ? Reflect.get(holder, key) : undefined;
}

function pathTo(path: string, key: Key): string {
    return typeof key === "number" ? `${path}[${key}]` : path === "" ? key : `${path}.${key}`;
}
