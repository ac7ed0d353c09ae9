import { packageOf } from "../engine/urn";
import type { StandIns } from "../stand-ins";
import type { Registration } from "../types";
import type { Assumptions, TypeCount } from "./types";

/** Where the values come from that a stack is judged by. */
export interface Basis {
    /** True when computed values were left unknown, so that nothing was made up. */
    preview: boolean;
    handler: Pick<StandIns, "isModelledExactly" | "hasKnownOutputs" | "lookups">;
    notes: readonly string[];
}

/** Lists what was assumed in order to judge a stack. */
export function assumptionsOf(registrations: readonly Registration[], { preview, handler, notes }: Basis): Assumptions {
    const modelled = registrations.filter(
        ({ custom, type }) => custom && packageOf(type) !== "pulumi" && !type.startsWith("pulumi:providers:"),
    );
    const references = registrations.filter(({ type }) => type === "pulumi:pulumi:StackReference");
    const types = (its: readonly Registration[]) => countedTypes(its.map(({ type }) => type));
    return {
        generallyModelled: preview
            ? []
            : types(modelled.filter(({ type }) => handler.hasKnownOutputs(type) && !handler.isModelledExactly(type))),
        unknownOutputs: types([...modelled.filter(({ type }) => !handler.hasKnownOutputs(type)), ...references]),
        lookups: countedTypes(handler.lookups),
        opaque: types(registrations.filter(({ remote }) => remote)),
        notes: [...notes],
    };
}

function countedTypes(types: readonly string[]): TypeCount[] {
    const counts = new Map<string, number>();
    for (const type of types) {
        counts.set(type, (counts.get(type) ?? 0) + 1);
    }
    return [...counts].map(([type, count]) => ({ type, count })).sort((a, b) => a.type.localeCompare(b.type));
}
