import { packageOf } from "../engine/urn";
import type { Registration } from "../types";
import type { Assumptions, TypeCount } from "./types";

/** Where the values come from that a stack is judged by. */
export interface Basis {
    /** True when computed values were left unknown, so that nothing was made up. */
    preview: boolean;
    /** Whether ids and ARNs of a type follow what AWS documents for it. */
    isModelledExactly(type: string): boolean;
    /** Whether anything but the inputs of a type is known. */
    hasKnownOutputs(type: string): boolean;
    /** Tokens of the functions that were answered without an account to ask, one for each call. */
    lookups: readonly string[];
    notes: readonly string[];
}

/** Lists what was assumed in order to judge a stack. */
export function assumptionsOf(registrations: readonly Registration[], basis: Basis): Assumptions {
    const modelled = registrations.filter(
        ({ custom, type }) => custom && packageOf(type) !== "pulumi" && !type.startsWith("pulumi:providers:"),
    );
    const references = registrations.filter(({ type }) => type === "pulumi:pulumi:StackReference");
    const types = (its: readonly Registration[]) => countedTypes(its.map(({ type }) => type));
    return {
        generallyModelled: basis.preview
            ? []
            : types(modelled.filter(({ type }) => basis.hasKnownOutputs(type) && !basis.isModelledExactly(type))),
        unknownOutputs: types([...modelled.filter(({ type }) => !basis.hasKnownOutputs(type)), ...references]),
        lookups: countedTypes(basis.lookups),
        opaque: types(registrations.filter(({ remote }) => remote)),
        notes: [...basis.notes],
    };
}

function countedTypes(types: readonly string[]): TypeCount[] {
    const counts = new Map<string, number>();
    for (const type of types) {
        counts.set(type, (counts.get(type) ?? 0) + 1);
    }
    return [...counts].map(([type, count]) => ({ type, count })).sort((a, b) => a.type.localeCompare(b.type));
}
