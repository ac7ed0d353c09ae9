import { expect } from "chai";
import { ConversionError, rowConverter } from "../../../local/delivery/convert";
import { toDate, toTimestamp } from "../../../local/delivery/timestamps";
import { duckdbType, parseGlueType } from "../../../local/glue-type";

function convert(type: string, value: unknown): unknown {
    return rowConverter([{ name: "c", type: parseGlueType(type) }])({ c: value }).c;
}

describe("Glue types", () => {
    const types: [string, string][] = [
        ["string", "VARCHAR"],
        ["varchar(20)", "VARCHAR"],
        ["decimal(12,2)", "DECIMAL(12,2)"],
        ["array<struct<location:string,parts:array<int>>>", 'STRUCT("location" VARCHAR, "parts" INTEGER[])[]'],
        [
            "map<string,struct<a:bigint,b:map<string,double>>>",
            'MAP(VARCHAR, STRUCT("a" BIGINT, "b" MAP(VARCHAR, DOUBLE)))',
        ],
        ["timestamp", "TIMESTAMP"],
        ["date", "DATE"],
    ];
    for (const [glue, duckdb] of types) {
        it(`${glue} is ${duckdb} in DuckDB`, () => {
            expect(duckdbType(parseGlueType(glue))).to.equal(duckdb);
        });
    }

    for (const bad of ["text", "array<>", "struct<a>", "map<string>", "int>", "array<int", ""]) {
        it(`"${bad}" is refused`, () => {
            expect(() => parseGlueType(bad)).to.throw(/ is not a Glue type: expected /);
        });
    }
});

describe("conversion of a document to a row", () => {
    it("matches keys whatever their case, drops unknown ones, and leaves missing ones out", () => {
        const toRow = rowConverter([
            { name: "contact_id", type: parseGlueType("string") },
            { name: "missing", type: parseGlueType("int") },
        ]);
        expect(toRow({ Contact_ID: "x", other: 1, missing: null })).to.deep.equal({ contact_id: "x" });
    });

    const good: [string, unknown, unknown][] = [
        ["string", { a: 1 }, '{"a":1}'],
        ["string", 5, "5"],
        ["int", "12", 12],
        ["bigint", 9007199254740991, 9007199254740991],
        ["double", "1.5", 1.5],
        ["boolean", "true", true],
        ["date", "2026-02-28", "2026-02-28"],
        ["decimal(10,2)", "1.50", "1.50"],
        ["array<int>", [1, null], [1, null]],
        ["map<string,int>", { a: 1, b: null }, { a: 1, b: null }],
        ["struct<a:int>", { A: 1, b: 2 }, { a: 1 }],
    ];
    for (const [type, value, expected] of good) {
        it(`reads ${JSON.stringify(value)} as ${type}`, () => {
            expect(convert(type, value)).to.deep.equal(expected);
        });
    }

    const bad: [string, unknown][] = [
        ["int", "x"],
        ["int", 1.5],
        ["int", 2 ** 31],
        ["tinyint", 128],
        ["bigint", 2 ** 53],
        ["double", ""],
        ["boolean", 1],
        ["timestamp", "yesterday"],
        ["date", "2026-02-30"],
        ["array<int>", { a: 1 }],
        ["array<int>", ["x"]],
        ["map<string,int>", [1]],
        ["struct<a:int>", { a: "x" }],
        ["struct<a:int>", "x"],
    ];
    for (const [type, value] of bad) {
        it(`refuses ${JSON.stringify(value)} as ${type}, naming the column and not the value`, () => {
            expect(() => convert(type, value)).to.throw(ConversionError, /^column c.*: expected /);
        });
    }
});

describe("timestamps as Firehose reads them", () => {
    const readable: [unknown, string][] = [
        ["2017-02-07T15:13:01.39256Z", "2017-02-07 15:13:01.392560"],
        ["2017-2-7 15:13:01.14", "2017-02-07 15:13:01.140000"],
        ["2017-02-07T15:13:01Z", "2017-02-07 15:13:01.000000"],
        [1518033528, "2018-02-07 19:58:48.000000"],
        [1518033528123, "2018-02-07 19:58:48.123000"],
        [1518033528.123, "2018-02-07 19:58:48.123000"],
        ["1518033528123", "2018-02-07 19:58:48.123000"],
    ];
    for (const [value, expected] of readable) {
        it(`${JSON.stringify(value)} is ${expected}`, () => {
            expect(toTimestamp(value)).to.equal(expected);
        });
    }

    for (const value of [
        "2017-02-30T00:00:00Z",
        "2017-13-01 00:00:00",
        "2017-01-01 24:00:00",
        "x",
        true,
        null,
        1e300,
    ]) {
        it(`${JSON.stringify(value)} is none`, () => {
            expect(toTimestamp(value)).to.equal(undefined);
        });
    }

    it("take no day that doesn't exist", () => {
        expect(toDate("2024-02-29")).to.equal("2024-02-29");
        expect(toDate("2026-02-29")).to.equal(undefined);
    });
});
