import { performance } from "node:perf_hooks";
import { type AccessMatrix, type AccessResource, accessMatrix, compareMatrices, governanceOf } from "../runner/access";
import { writeAccessMarkdown } from "../runner/access/report/markdown";
import { machine, summary } from "./support";

/**
 * The access matrix of many grants over 200 tables of 127 columns, from the resources to the rows; then the comparison
 * of two such matrices, and the comment for a pull request.
 *
 *     node -r ./bin/register.cjs bench/access.ts
 */
const rounds = 3;
const sizes = [1_000, 10_000];
const TABLES = 200;
const COLUMNS = 127;
const PERSONAL = 18;

const tableName = (index: number) => `table_${index % TABLES}`;
const databaseName = (index: number) => `database_${index % 10}`;
const placeOf = (index: number) => ({ databaseName: databaseName(index % TABLES), name: tableName(index) });

function resource(type: string, name: string, inputs: Record<string, unknown>): AccessResource {
    const [module, file = ""] = type.split("/");
    return { type: `aws:${module}/${file}:${file.charAt(0).toUpperCase()}${file.slice(1)}`, name, inputs };
}

/** Databases, tables, and tags that set the personal columns apart. */
function lake(): AccessResource[] {
    const columns = Array.from({ length: COLUMNS }, (_, index) => ({
        name: `column_${index}`,
        type: "string",
        ...(index < PERSONAL && { parameters: { personal: "true" } }),
    }));
    const personal = columns.slice(0, PERSONAL).map(({ name }) => name);
    return [
        resource("lakeformation/dataLakeSettings", "settings", { admins: ["arn:aws:iam::111122223333:role/admin"] }),
        resource("lakeformation/resource", "lake", { arn: "arn:aws:s3:::lake" }),
        ...Array.from({ length: 10 }, (_, index) =>
            resource("glue/catalogDatabase", `database-${index}`, { name: databaseName(index) }),
        ),
        ...Array.from({ length: TABLES }, (_, index) => [
            resource("glue/catalogTable", `table-${index}`, {
                ...placeOf(index),
                storageDescriptor: { location: `s3://lake/table-${index}`, columns },
            }),
            resource("lakeformation/resourceLfTag", `internal-${index}`, {
                table: placeOf(index),
                lfTag: { key: "sensitivity", value: "internal" },
            }),
            resource("lakeformation/resourceLfTag", `personal-${index}`, {
                tableWithColumns: { ...placeOf(index), columnNames: personal },
                lfTag: { key: "sensitivity", value: "personal" },
            }),
            resource("lakeformation/dataCellsFilter", `filter-${index}`, {
                tableData: {
                    databaseName: placeOf(index).databaseName,
                    tableName: tableName(index),
                    name: "own",
                    columnWildcard: { excludedColumnNames: personal },
                    rowFilter: { filterExpression: "column_20 = 'berlin'" },
                },
            }),
        ]).flat(),
    ];
}

/** What the grant of a number is on: names, all tables, columns, rows and tags in turn. */
function mixed(index: number): Record<string, unknown> {
    const on = placeOf(Math.floor(index / 7));
    switch (index % 5) {
        case 0:
            return { table: on };
        case 1:
            return { table: { databaseName: on.databaseName, wildcard: true } };
        case 2:
            return { tableWithColumns: { ...on, wildcard: true, excludedColumnNames: ["column_1", "column_2"] } };
        case 3:
            return { dataCellsFilter: { databaseName: on.databaseName, tableName: on.name, name: "own" } };
        default:
            return byTags();
    }
}

function byTags(): Record<string, unknown> {
    return { lfTagPolicy: { resourceType: "TABLE", expressions: [{ key: "sensitivity", values: ["internal"] }] } };
}

/** @param sharing how many grants a principal has */
function grants(count: number, sharing: number, on: (index: number) => Record<string, unknown>): AccessResource[] {
    return Array.from({ length: count }, (_, index) =>
        resource("lakeformation/permissions", `grant-${index}`, {
            principal: `arn:aws:iam::111122223333:role/role-${Math.floor(index / sharing)}`,
            permissions: ["SELECT", "DESCRIBE"],
            ...on(index),
        }),
    );
}

function timed<T>(work: () => T): { result: T; elapsed: number } {
    const start = performance.now();
    const result = work();
    return { result, elapsed: performance.now() - start };
}

function matrixOf(resources: readonly AccessResource[]): AccessMatrix {
    return accessMatrix(governanceOf(resources));
}

function measure(name: string, make: (count: number) => AccessResource[]): void {
    console.log(`\n${name}`);
    const perGrant: number[] = [];
    for (const size of sizes) {
        const resources = [...lake(), ...make(size)];
        matrixOf(resources);
        const runs = Array.from({ length: rounds }, () => timed(() => matrixOf(resources)));
        const { median, least, most } = summary(
            name,
            runs.map(({ elapsed }) => elapsed),
        );
        const rows = runs[0]?.result.rows.length ?? 0;
        perGrant.push(median / size);
        console.log(
            `${size.toLocaleString("en").padStart(8)} grants: ${median.toFixed(0)} ms (${least.toFixed(0)} to ${most.toFixed(0)}), ${rows.toLocaleString("en")} rows, ${((median / size) * 1000).toFixed(1)} µs a grant`,
        );
    }
    const [small = Number.NaN, large = Number.NaN] = perGrant;
    console.log(
        `each of ${sizes[1]?.toLocaleString("en")} costs ${(large / small).toFixed(2)} × each of ${sizes[0]?.toLocaleString("en")}`,
    );
}

function measureReport(): void {
    const base = [...lake(), ...grants(10_000, 10, mixed)];
    const before = matrixOf(base);
    const after = matrixOf([...base, ...grants(11_000, 10, mixed).slice(10_000)]);
    const comparison = timed(() => compareMatrices(before, after));
    const document = { format: "lakefront-access", version: 1, project: "p", stack: "s", filter: {} } as const;
    const comment = timed(() => writeAccessMarkdown({ ...document, ...after, changes: comparison.result }));
    console.log("\n11,000 grants against 10,000");
    console.log(
        `   comparison: ${comparison.elapsed.toFixed(0)} ms, ${comparison.result.length.toLocaleString("en")} changes`,
    );
    console.log(
        `      comment: ${comment.elapsed.toFixed(0)} ms, ${comment.result.length.toLocaleString("en")} characters`,
    );
}

console.log(`${machine()}; ${TABLES} tables of ${COLUMNS} columns, ${PERSONAL} of them personal`);
measure("grants of all kinds, ten a principal", (count) => grants(count, 10, mixed));
measure("each grant on all tables by LF-tags, ten a principal", (count) => grants(count, 10, byTags));
measureReport();
