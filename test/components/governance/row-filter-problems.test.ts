import { expect } from "chai";
import { type FilterColumn, rowFilterProblems } from "../../../components/governance/row-filter-problems";

const columns: FilterColumn[] = [
    { name: "country", type: "string" },
    { name: "code", type: "varchar(3)" },
    { name: "id", type: "bigint" },
    { name: "amount", type: "decimal(10,2)" },
    { name: "active", type: "boolean" },
    { name: "seen_ts", type: "timestamp" },
    { name: "tags", type: "map<string,string>" },
    { name: "queues", type: "array<string>" },
    { name: "customer", type: "struct<customerId:int,address:struct<city:string>>" },
    { name: "instance_id", type: "string", partitionKey: true },
    { name: "event_date", type: "date", partitionKey: true },
];

describe("rowFilterProblems", () => {
    const taken = [
        "country = 'DE' and id > 23",
        "code in ('a', 'b') or amount between -1.5 and 2e3",
        "NOT active = TRUE",
        "customer.customerId <> 1 and CUSTOMER.address.city like 'B%'",
        "instance_id = 'x'",
        "country is not null",
        "TRUE",
    ];
    for (const filter of taken) {
        it(`takes ${filter}`, () => expect(rowFilterProblems(filter, columns)).to.deep.equal([]));
    }

    const refused: [string, string, string[]][] = [
        [
            "text that can't be read",
            "country =",
            [
                "can't be read: expected a value at character 10, found the end (a text stands in single quotes, as in name = 'value')",
            ],
        ],
        [
            "an unknown column",
            "contry = 'DE'",
            ['names the column "contry", which the table lacks (did you mean "country"?)'],
        ],
        [
            "every mistake at once, each once",
            "nowhere = 1 or (nowhere = 2 and id = 'x')",
            ['names the column "nowhere", which the table lacks', 'compares "id", a bigint, with the text x'],
        ],
        ["a number for a text", "country = 1", ['compares "country", a string, with the number 1']],
        ["one wrong value of many", "id IN (1, 'b')", ['compares "id", a bigint, with the text b']],
        ["a truth for a number", "id = TRUE", ['compares "id", a bigint, with the boolean true']],
        ["LIKE on a number", "id LIKE '1%'", ['uses LIKE on "id", a bigint']],
        [
            "a timestamp",
            "seen_ts > TIMESTAMP '2026-01-01 00:00:00'",
            ['compares "seen_ts", a timestamp: Lake Formation\'s row filters take text, numbers and booleans only'],
        ],
        [
            "a date",
            "event_date > DATE '2026-01-01'",
            ['compares "event_date", a date: Lake Formation\'s row filters take text, numbers and booleans only'],
        ],
        [
            "a map",
            "tags is null",
            ['compares "tags", a map: Lake Formation\'s row filters take text, numbers and booleans only'],
        ],
        [
            "an array",
            "queues = 'a'",
            ['compares "queues", an array: Lake Formation\'s row filters take text, numbers and booleans only'],
        ],
        [
            "a struct itself",
            "customer IS NULL",
            ['compares "customer", a struct: compare one of its fields, as in customer.customerId'],
        ],
        [
            "an unknown field",
            "customer.adress = 'x'",
            [
                'names "customer.adress": the struct has no field "adress" (did you mean "address"?): it has customerid, address',
            ],
        ],
        [
            "a field of a text",
            "country.code = 'x'",
            ['names "country.code": only a struct has fields, and what "code" is asked of is a string'],
        ],
        [
            "a null partition key",
            "instance_id IS NOT NULL",
            ['asks whether the partition key "instance_id" is null, which Lake Formation takes for no partition key'],
        ],
        ["a field of a partition key", "instance_id.a = 'x'", ['names a field of the partition key "instance_id"']],
    ];
    for (const [what, filter, problems] of refused) {
        it(`refuses ${what}`, () => expect(rowFilterProblems(filter, columns)).to.deep.equal(problems));
    }

    it("refuses a table with a column of a name that Lake Formation keeps for itself", () => {
        expect(rowFilterProblems("TRUE", [{ name: "oid", type: "string" }])).to.deep.equal([
            'can\'t stand on a table with a column "oid", a name that Lake Formation keeps for itself',
        ]);
    });
});
