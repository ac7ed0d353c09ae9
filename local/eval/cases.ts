import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import * as z from "zod";
import { caseFile, type EvalCase } from "./case";
import type { EvalKind } from "./kinds";

const DATA = join(__dirname, "data");

/** Which cases to run; all unless given. */
export interface CaseChoice {
    readonly kinds?: readonly EvalKind[];
    readonly ids?: readonly string[];
}

/** Nothing of the evaluation set is what was asked for: a mistake of who asked, not a fault of the set. */
export class NoSuchCaseError extends Error {}

/**
 * The evaluation set, or a part of it, in the order of its files.
 *
 * @throws NoSuchCaseError that names an id that isn't there, or says that no case is of the kinds and has one of the ids.
 * @throws Error that names the file and what is wrong in it, or an id that is there twice.
 */
export function loadCases({ kinds, ids }: CaseChoice = {}, directory = DATA): EvalCase[] {
    const files = readdirSync(directory).filter((file) => file.endsWith(".yaml"));
    const all = files.toSorted().flatMap((file) => casesIn(join(directory, file)));
    const known = new Set<string>();
    for (const { id } of all) {
        if (known.has(id)) throw new Error(`Two cases have the id "${id}".`);
        known.add(id);
    }
    const unknown = ids?.find((id) => !known.has(id));
    if (unknown !== undefined)
        throw new NoSuchCaseError(`There is no case "${unknown}". The cases are in ${directory}.`);
    const chosen = all.filter(
        ({ kind, id }) => (kinds === undefined || kinds.includes(kind)) && (ids === undefined || ids.includes(id)),
    );
    if (chosen.length === 0) throw new NoSuchCaseError("No case is of that kind and has one of those ids.");
    return chosen;
}

function casesIn(file: string): EvalCase[] {
    const parsed = caseFile.safeParse(parse(readFileSync(file, "utf8")));
    if (!parsed.success) throw new Error(`${file} is no set of cases:\n${z.prettifyError(parsed.error)}`);
    const { kind, cases } = parsed.data;
    return cases.map((each) => ({ ...each, kind }));
}
