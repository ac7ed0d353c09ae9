import type { LakeGrantArgs } from "../../../components/index";
import { DATABASE_TAGS, TABLES, VIEW } from "./grants-program";
import { everyRow, expected, type Reading, type Seen, sorted } from "./grants-reference";
import { FILTERS } from "./grants-rows";

/** What grants are read against: tables and the view, each with the tags and the personal columns that it was declared with. */
interface Described {
    readonly database: string | undefined;
    readonly personal: readonly string[];
    readonly partitionKeys: readonly string[];
    readonly tagsOf: (column: string) => Readonly<Record<string, string>>;
}

const DESCRIBED: Readonly<Record<string, Described>> = {
    ...Object.fromEntries(
        TABLES.map(({ table, database, personal, tags }): [string, Described] => [
            table.name,
            {
                database,
                personal,
                partitionKeys: table.partitionKeys.map(({ name }) => name),
                tagsOf: (column) => ({
                    ...DATABASE_TAGS[database ?? "lake"],
                    ...tags.lfTags,
                    ...tags.columns?.[column],
                }),
            },
        ]),
    ),
    [VIEW.name]: {
        database: undefined,
        personal: [],
        partitionKeys: [],
        tagsOf: () => ({ ...DATABASE_TAGS.lake, ...VIEW.tags }),
    },
};

/** What a grant lets its principal read, written from what `LakeGrantArgs` says of each of its properties and from nothing else. */
export function readingOf(grant: LakeGrantArgs): Reading {
    const reads = grant.access !== undefined || grant.permissions?.includes("SELECT") === true;
    const covers = (table: string, column: string) => {
        const described = DESCRIBED[table];
        return reads && described !== undefined && isOn(grant, table, described, column);
    };
    const { rows } = grant;
    if (rows === undefined) {
        return { covers, admits: everyRow };
    }
    const filter = FILTERS.find(({ text }) => text === rows);
    return { covers, admits: (row) => filter?.admits(row) === true };
}

function isOn(grant: LakeGrantArgs, table: string, described: Described, column: string): boolean {
    if (grant.tags !== undefined) {
        const its = described.tagsOf(column);
        return (
            grant.taggedResource !== "DATABASE" &&
            Object.entries(grant.tags).every(([key, values]) => values.some((value) => value === its[key]))
        );
    }
    if (grant.database !== described.database || grant.onDatabase === true) {
        return false;
    }
    const named = grant.tables ?? (grant.table === undefined ? [] : [grant.table]);
    return grant.allTables === true || (named.includes(table) && isChosen(grant, described, column));
}

function isChosen(grant: LakeGrantArgs, { personal, partitionKeys }: Described, column: string): boolean {
    if (grant.columns !== undefined) {
        // Lake Formation documents no more of partition keys than that a choice of columns can't be made of them; here a list shows what it names.
        return grant.columns.includes(column) && !partitionKeys.includes(column);
    }
    const leftOut = grant.includePersonalColumns === true ? [] : personal;
    return !leftOut.includes(column) && grant.excludedColumns?.includes(column) !== true;
}

/** What a principal gets of the view: those columns of what it reads, if it may ask the view and may read each of them. */
export function expectedOfView(readings: readonly Reading[]): Seen | undefined {
    const base = expected(readings, VIEW.reads);
    const asked = VIEW.columns.every((column) => readings.some(({ covers }) => covers(VIEW.name, column)));
    if (base === undefined || !asked || VIEW.columns.some((column) => !base.columns.includes(column))) {
        return undefined;
    }
    const places = VIEW.columns.map((column) => base.columns.indexOf(column));
    return { columns: VIEW.columns, rows: sorted(base.rows.map((row) => places.map((place) => row[place]))) };
}
