import fc from "fast-check";
import { compileGrants } from "../../../components/governance/grant-plan";
import type { GrantAccess, LakeGrantArgs } from "../../../components/index";
import { AROUND, EVERYONE, type ProgramTable, READERS, TABLES, TEAMS, VIEW } from "./grants-program";
import { FILTERS } from "./grants-rows";

type Place = Omit<LakeGrantArgs, "principal">;

const anyAccess = fc.constantFrom<GrantAccess>("read", "write", "own");
const some = (...values: readonly string[]) => fc.subarray([...values], { minLength: 1 });
const option = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const ofTables = some("ALTER", "DELETE", "DESCRIBE", "DROP", "INSERT", "SELECT");

/** Reading a table: the columns that its words choose, and some of its rows. */
const reading = fc.constantFrom(...TABLES).chain(({ table, database, personal }: ProgramTable) => {
    const names = table.columns.map(({ name }) => name);
    const open = names.filter((name) => !personal.includes(name));
    const filters = FILTERS.filter(({ tables }) => tables.includes(table.name)).map(({ text }) => text);
    const choice = fc.oneof(
        some(...names).map((columns) => ({ columns })),
        // Never all that is left: a grant of no column is refused.
        fc
            .subarray(open, { maxLength: open.length - 1 })
            .map((excluded) => (excluded.length > 0 ? { excludedColumns: excluded } : {})),
        fc.subarray(names, { minLength: 1, maxLength: names.length - 1 }).map((excludedColumns) => ({
            excludedColumns,
            includePersonalColumns: true,
        })),
        fc.constant({ includePersonalColumns: true }),
    );
    return fc.record({ chosen: choice, rows: option(fc.constantFrom(...filters)) }).map(
        ({ chosen, rows }): Place => ({
            access: "read",
            table: table.name,
            ...(database && { database }),
            ...chosen,
            ...(rows !== undefined && { rows }),
        }),
    );
});

/** What grants have to say that can't leave personal columns out. Some forget it, and are refused where that matters. */
const asking = fc.oneof(
    { arbitrary: fc.constant({ includePersonalColumns: true }), weight: 3 },
    { arbitrary: fc.constant({}), weight: 1 },
);

/** More than reading, or less. */
const whole = fc
    .record({
        asked: asking,
        what: fc.oneof(
            anyAccess.map((access) => ({ access })),
            ofTables.map((permissions) => ({ permissions })),
        ),
        on: fc.oneof(
            some("calls", "orders").map((tables) => ({ tables })),
            fc.constant({ table: "people", database: "sales" }),
        ),
    })
    .map(({ asked, what, on }): Place => ({ ...what, ...on, ...asked }));

const ofOrders = anyAccess.map((access): Place => ({ access, table: "orders" }));
const ofView = fc.constantFrom<Place>(
    { access: "read", table: VIEW.name },
    { access: "own", table: VIEW.name },
    { permissions: ["DESCRIBE"], table: VIEW.name },
);

const tags = fc
    .tuple(option(some("internal", "personal")), option(some(...TEAMS)))
    .filter((both) => both.some((values) => values !== undefined))
    .map(
        ([sensitivity, team]): Record<string, string[]> => ({
            ...(sensitivity && { sensitivity }),
            ...(team && { team }),
        }),
    );
const byTags = fc.oneof(
    {
        arbitrary: fc
            .record({ access: anyAccess, tags, asked: asking })
            .map(({ asked, ...rest }): Place => ({ ...rest, ...asked })),
        weight: 4,
    },
    {
        arbitrary: fc
            .record({ permissions: ofTables, tags, asked: asking })
            .map(({ asked, ...rest }): Place => ({ ...rest, ...asked })),
        weight: 1,
    },
    {
        arbitrary: fc.record({ access: anyAccess, tags, taggedResource: fc.constant("DATABASE" as const) }),
        weight: 1,
    },
);
const noTable = fc.oneof(
    anyAccess.map((access): Place => ({ access, onDatabase: true })),
    fc.constant<Place>({ dataLocation: "lake" }),
);

const everyTable = fc.record({ access: anyAccess, database: option(fc.constant("sales")), asked: asking }).map(
    ({ access, database, asked }): Place => ({
        access,
        allTables: true,
        ...asked,
        ...(database !== undefined && { database }),
    }),
);

const anyPrincipal = fc.oneof(
    { arbitrary: fc.constantFrom(...READERS.map(({ name }) => name)), weight: 15 },
    { arbitrary: fc.constant(EVERYONE), weight: 1 },
);
const granted = (places: fc.Arbitrary<Place>): fc.Arbitrary<LakeGrantArgs> =>
    fc.tuple(anyPrincipal, places).map(([principal, place]) => ({ principal, ...place }));
const anyPlace = fc.oneof(
    { arbitrary: reading, weight: 10 },
    { arbitrary: ofView, weight: 3 },
    { arbitrary: byTags, weight: 2 },
    { arbitrary: fc.oneof(whole, ofOrders, noTable), weight: 2 },
);

/** Grants by key, and how many more were drawn than LakeGrants takes. */
export interface Drawn {
    readonly grants: Record<string, LakeGrantArgs>;
    readonly refused: number;
}

/** Each grant is taken if it stands beside those before it; those on all tables stand beside few others, and so come first. */
export const anyGrants: fc.Arbitrary<Drawn> = fc
    .tuple(
        fc.array(granted(everyTable), { maxLength: 3 }),
        fc.array(granted(anyPlace), { minLength: 20, maxLength: 40 }),
    )
    .map(([first, others]) => takenOf([...first, ...others]));

function takenOf(drawn: readonly LakeGrantArgs[]): Drawn {
    let grants: Record<string, LakeGrantArgs> = {};
    for (const [i, grant] of drawn.entries()) {
        const malformed = problemsOf({ alone: grant }).filter((problem) => !problem.includes("includePersonalColumns"));
        if (malformed.length > 0) {
            throw new Error(`${JSON.stringify(grant)} is drawn in vain: ${malformed.join(" ")}`);
        }
        const more = { ...grants, [`grant-${i}`]: grant };
        grants = problemsOf(more).length === 0 ? more : grants;
    }
    return { grants, refused: drawn.length - Object.keys(grants).length };
}

function problemsOf(grants: Record<string, LakeGrantArgs>): readonly string[] {
    return compileGrants({ ...AROUND, grants }).problems;
}
