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

/**
 * The evaluation set, or a part of it, in the order of its files.
 *
 * @throws Error that names the file and what is wrong in it, an id that isn't there, or one that is there twice.
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
    if (unknown !== undefined) throw new Error(`There is no case "${unknown}". The cases are in ${directory}.`);
    return all.filter(
        ({ kind, id }) => (kinds === undefined || kinds.includes(kind)) && (ids === undefined || ids.includes(id)),
    );
}

function casesIn(file: string): EvalCase[] {
    const parsed = caseFile.safeParse(parse(readFileSync(file, "utf8")));
    if (!parsed.success) throw new Error(`${file} is no set of cases:\n${z.prettifyError(parsed.error)}`);
    const { kind, cases } = parsed.data;
    return cases.map((each) => ({ ...each, kind }));
}
