import { expect } from "chai";
import * as fc from "fast-check";
import {
    type AccessResource,
    accessMatrix,
    accessOf,
    compareMatrices,
    governanceOf,
    principalsOf,
    type RowCondition,
} from "../../../runner/access";
import { selectedColumns } from "../../../runner/access/words";
import { ACCOUNT, ANALYST, database, ENGINEER, permissions, registered, resource, settings, table } from "./support";

const PRINCIPALS = [ANALYST, ENGINEER, ACCOUNT, `${ACCOUNT}:IAMPrincipals`, "IAM_ALLOWED_PRINCIPALS"];
const COLUMNS = ["a", "b", "personal_c", "d"];
const TABLES = ["one", "two"];

const place = fc.record({ databaseName: fc.constantFrom("lake", "other"), name: fc.constantFrom(...TABLES) });
const columns = fc.subarray(COLUMNS, { minLength: 1 });
const key = fc.constantFrom("team", "sensitivity");
const value = fc.constantFrom("x", "y");
const filterName = fc.constantFrom("f1", "f2");

const target = fc.oneof(
    place.map((on) => ({ table: on })),
    place.map(({ databaseName }) => ({ table: { databaseName, wildcard: true } })),
    place.map(({ databaseName }) => ({ database: { name: databaseName } })),
    fc.tuple(place, columns).map(([on, names]) => ({ tableWithColumns: { ...on, columnNames: names } })),
    fc
        .tuple(place, columns)
        .map(([on, names]) => ({ tableWithColumns: { ...on, wildcard: true, excludedColumnNames: names } })),
    fc.tuple(place, filterName).map(([{ databaseName, name: tableName }, name]) => ({
        dataCellsFilter: { databaseName, tableName, name, tableCatalogId: ACCOUNT },
    })),
    fc
        .tuple(fc.constantFrom("TABLE", "DATABASE"), fc.dictionary(key, fc.subarray(["x", "y"], { minLength: 1 })))
        .map(([resourceType, clauses]) => ({
            lfTagPolicy: {
                resourceType,
                expressions: Object.entries(clauses).map(([itsKey, values]) => ({ key: itsKey, values })),
            },
        })),
);

const verbs = fc.oneof(fc.constant(["ALL"]), fc.subarray(["SELECT", "DESCRIBE", "INSERT", "ALTER"], { minLength: 1 }));

const grants = (minLength: number, prefix = "grant") =>
    fc
        .array(fc.tuple(fc.constantFrom(...PRINCIPALS), verbs, target), { minLength, maxLength: 8 })
        .map((list) =>
            list.map(([principal, names, on], index) => permissions(`${prefix}-${index}`, principal, names, on)),
        );

const tags = fc.array(
    fc.tuple(
        fc.oneof(
            place.map(({ databaseName }) => ({ database: { name: databaseName } })),
            place.map((on) => ({ table: on })),
            fc.tuple(place, columns).map(([on, names]) => ({ tableWithColumns: { ...on, columnNames: names } })),
        ),
        key,
        value,
    ),
    { maxLength: 6 },
);

/** The last value for a key wins in the order of the program, so each object and key is tagged once. */
const tagResources = tags.map((list) => {
    const seen = new Set<string>();
    return list.flatMap(([on, itsKey, itsValue]) => {
        const columnsOn = on as { tableWithColumns?: { columnNames: string[] } };
        const objects = (columnsOn.tableWithColumns?.columnNames ?? [""]).map(
            (column) => `${JSON.stringify(on, (name, part) => (name === "columnNames" ? column : part))} ${itsKey}`,
        );
        if (objects.some((object) => seen.has(object))) return [];
        for (const object of objects) seen.add(object);
        return [resource("lakeformation/resourceLfTag", { ...on, lfTag: { key: itsKey, value: itsValue } }, "tag")];
    });
});

const filters: AccessResource[] = ["lake", "other"].flatMap((databaseName) =>
    TABLES.flatMap((tableName) => [
        resource("lakeformation/dataCellsFilter", {
            tableData: {
                databaseName,
                tableName,
                name: "f1",
                columnWildcard: {},
                rowFilter: { filterExpression: "a = 1" },
            },
        }),
        resource("lakeformation/dataCellsFilter", {
            tableData: {
                databaseName,
                tableName,
                name: "f2",
                columnNames: ["b", "d"],
                rowFilter: { filterExpression: "b = 2" },
            },
        }),
    ]),
);

const lake = tagResources.map((tagged) => [
    settings(),
    registered("lake"),
    ...["lake", "other"].flatMap((name) => [database(name), ...TABLES.map((each) => table(name, each, COLUMNS))]),
    ...filters,
    ...tagged,
]);

function admits(wide: RowCondition, narrow: RowCondition): boolean {
    return wide === "all" || (narrow !== "all" && narrow.every((filter) => wide.includes(filter)));
}

describe("access, whatever is granted", () => {
    it("doesn't depend on the order of the resources", () => {
        const shuffled = fc
            .tuple(lake, grants(1))
            .chain(([resources, granted]) =>
                fc.tuple(
                    fc.constant([...resources, ...granted]),
                    fc.shuffledSubarray([...resources, ...granted], { minLength: resources.length + granted.length }),
                ),
            );
        fc.assert(
            fc.property(shuffled, ([resources, others]) => {
                const [one, other] = [governanceOf(resources), governanceOf(others)];
                for (const principal of PRINCIPALS) {
                    expect(accessOf(other, principal)).to.deep.equal(accessOf(one, principal));
                }
                expect(accessMatrix(other)).to.deep.equal(accessMatrix(one));
            }),
        );
    });

    it("is never less after one more grant", () => {
        fc.assert(
            fc.property(lake, grants(0), grants(1, "more"), (resources, before, more) => {
                const one = governanceOf([...resources, ...before]);
                const other = governanceOf([...resources, ...before, ...more]);
                for (const principal of PRINCIPALS) {
                    const wide = accessOf(other, principal);
                    for (const narrow of accessOf(one, principal).tables) {
                        const same = wide.tables.find(
                            (found) => found.database === narrow.database && found.table === narrow.table,
                        );
                        expect(same?.verbs).to.include.members(narrow.verbs);
                        for (const column of narrow.columns) {
                            const its = same?.columns.find(({ name }) => name === column.name);
                            expect(its !== undefined && admits(its.rows, column.rows)).to.equal(true);
                        }
                    }
                }
            }),
        );
    });

    it("is told by the matrix as it is", () => {
        fc.assert(
            fc.property(lake, grants(1), (resources, granted) => {
                const governance = governanceOf([...resources, ...granted]);
                const matrix = accessMatrix(governance);
                const told = matrix.rows.map(({ principal, database: itsDatabase, table: name, cells }) => {
                    const found = matrix.tables.find((each) => each.database === itsDatabase && each.table === name);
                    const readable = cells.flatMap(({ columns: selection, rows }) =>
                        found
                            ? selectedColumns(selection, found).map((column) => `${column} ${JSON.stringify(rows)}`)
                            : [],
                    );
                    return [principal, itsDatabase, name, readable.sort()];
                });
                const held = principalsOf(governance).flatMap((principal) =>
                    accessOf(governance, principal, { implied: false }).tables.map((found) => [
                        principal,
                        found.database,
                        found.table,
                        found.columns.map(({ name, rows }) => `${name} ${JSON.stringify(rows)}`).sort(),
                    ]),
                );
                expect(told).to.deep.equal(held);
            }),
        );
    });

    it("shows no change against itself, and the opposite of each change the other way", () => {
        fc.assert(
            fc.property(lake, grants(0), grants(0), (resources, before, after) => {
                const one = accessMatrix(governanceOf([...resources, ...before]));
                const other = accessMatrix(governanceOf([...resources, ...after]));
                expect(compareMatrices(one, JSON.parse(JSON.stringify(one)))).to.deep.equal([]);
                const count = (changes: ReturnType<typeof compareMatrices>, wanted: string) =>
                    changes.filter(({ kind }) => kind === wanted).length;
                const there = compareMatrices(one, other);
                const back = compareMatrices(other, one);
                expect(count(there, "gain")).to.equal(count(back, "loss"));
                expect(count(there, "loss")).to.equal(count(back, "gain"));
                expect(count(there, "change")).to.equal(count(back, "change"));
            }),
        );
    });
});
