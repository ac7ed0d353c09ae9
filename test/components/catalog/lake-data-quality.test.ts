import { expect } from "chai";
import fc from "fast-check";
import { quoted, rulesetText } from "../../../components/catalog/dqdl";
import { LakeDataQuality } from "../../../components/catalog/lake-data-quality";
import { LakeTable } from "../../../components/catalog/lake-table";
import type { LakeDataQualityArgs, TableQualityArgs } from "../../../components/catalog/quality-args";
import { qualityRules } from "../../../components/catalog/quality-rules";
import { columnFacts, contactRecords, tables } from "../../../schemas";
import { evaluateProgram } from "../../support/evaluate";
import { refusalOf } from "../refusal";
import { type CheckedRule, checkedRules } from "./dqdl-checker";

const RULESET = "aws:glue/dataQualityRuleset:DataQualityRuleset";

const made = (args: Partial<LakeDataQualityArgs>, options = {}) =>
    evaluateProgram(() => void new LakeDataQuality("quality", { databaseName: "lake", tables: {}, ...args }), options);

async function rulesOf(key: string, table: TableQualityArgs): Promise<CheckedRule[]> {
    const { one } = await made({ tables: { [key]: table } });
    return checkedRules(String(one(RULESET).inputs.ruleset));
}

const written = (rules: readonly CheckedRule[]) =>
    rules.map(({ type, parameters, condition, where }) =>
        [type, ...parameters, ...condition, ...(where === undefined ? [] : [`where ${where}`])].join(" "),
    );

const ORDERS: TableQualityArgs = {
    columns: [
        { name: "order_id", type: "string" },
        { name: "lines", type: "array<string>" },
        { name: "updated_ts", type: "timestamp" },
    ],
};

describe("LakeDataQuality", () => {
    it("makes a ruleset for each table, on the table in the catalogue", async () => {
        const { byType, one } = await made({
            namePrefix: "acme",
            tables: { contact_records: {}, orders: { ...ORDERS, tableName: "orders_v2" } },
            tags: { team: "care" },
        });
        expect(
            byType(RULESET).map(({ name, parent, inputs, deleteBeforeReplace }) => ({
                name,
                parent,
                deleteBeforeReplace,
                physical: inputs.name,
                target: inputs.targetTable,
                tags: inputs.tags,
            })),
        ).to.deep.equal([
            {
                name: "quality-contact_records",
                parent: one("lakefront:index:LakeDataQuality").urn,
                deleteBeforeReplace: true,
                physical: "acme-contact_records",
                target: { databaseName: "lake", tableName: "contact_records" },
                tags: { team: "care" },
            },
            {
                name: "quality-orders",
                parent: one("lakefront:index:LakeDataQuality").urn,
                deleteBeforeReplace: true,
                physical: "acme-orders",
                target: { databaseName: "lake", tableName: "orders_v2" },
                tags: { team: "care" },
            },
        ]);
    });

    it("waits for the table whose name it is given", async () => {
        const { one } = await evaluateProgram(() => {
            const { tableName } = new LakeTable("contacts", {
                databaseName: "lake",
                schema: "contact_records",
                location: { bucketName: "b", prefix: "c" },
            });
            new LakeDataQuality("quality", { databaseName: "lake", tables: { contact_records: { tableName } } });
        });
        expect(one(RULESET).dependencies).to.include(one("aws:glue/catalogTable:CatalogTable").urn);
    });

    for (const schema of Object.keys(tables)) {
        it(`writes rules for ${schema} that AWS's grammar reads, and that name its columns only`, async () => {
            const rules = await rulesOf(schema, {});
            const columns = columnFacts(tables[schema] ?? contactRecords).map(({ name }) => name);
            expect(
                rules.filter(({ type }) => type === "ColumnExists").map(({ parameters }) => parameters[0]),
            ).to.deep.equal(columns);
            for (const { type, parameters } of rules) {
                if (type !== "CustomSql") expect(columns).to.include.members([...parameters]);
            }
        });
    }

    it("checks what the schema of contact records knows", async () => {
        const rules = written(await rulesOf("contact_records", {}));
        expect(rules).to.include.members([
            "RowCount >= 1",
            "Uniqueness ingest_sequence > 0.99",
            "IsComplete contact_id",
            "IsComplete event_date",
            "ColumnValues source in stream backfill",
            "ColumnValues acw_s >= 0 where acw_s is not null",
            "ColumnValues agent_audio_score >= 1 where agent_audio_score is not null",
            "ColumnValues agent_audio_score <= 5 where agent_audio_score is not null",
        ]);
        expect(rules.filter((rule) => rule.startsWith("ColumnValues channel"))).to.deep.equal([]);
        expect(rules).not.to.include("IsComplete channel");
    });

    it("checks numbers that are always there by their type", async () => {
        expect(written(await rulesOf("quarantined_records", { minRows: 0 }))).to.include.members([
            "ColumnDataType size_bytes = INTEGER",
            "ColumnValues size_bytes >= 0",
        ]);
    });

    it("checks a table of the caller's by what the caller says", async () => {
        const rules = await rulesOf("orders", {
            ...ORDERS,
            required: ["updated_ts"],
            key: ["order_id", "updated_ts"],
            freshness: { column: "updated_ts", hours: 36 },
            minRows: 100,
            rules: ['ColumnLength "order_id" = 36', 'IsUnique "order_id"'],
        });
        expect(written(rules)).to.deep.equal([
            "RowCount >= 100",
            "IsPrimaryKey order_id updated_ts",
            "CustomSql select count(*) from primary where updated_ts >= current_timestamp() - interval 36 hours > 0",
            "ColumnExists order_id",
            "ColumnExists lines",
            "ColumnExists updated_ts",
            "IsComplete updated_ts",
            "ColumnLength order_id = 36",
            "IsUnique order_id",
        ]);
    });

    it("takes the time of arrival for the freshness of a schema's table", async () => {
        const [sql] = (await rulesOf("agent_events", { freshness: { hours: 2 } }))
            .filter(({ type }) => type === "CustomSql")
            .flatMap(({ parameters }) => parameters);
        expect(sql).to.match(/where ingest_ts >= current_timestamp\(\) - interval 2 hours$/);
    });

    it("takes a schema under another name, and a key that is exact instead of one that may be repeated", async () => {
        const rules = written(
            await rulesOf("contact_records_current", { schema: "contact_records", key: ["contact_id"] }),
        );
        expect(rules).to.include("IsPrimaryKey contact_id");
        expect(rules.filter((rule) => rule.startsWith("Uniqueness"))).to.deep.equal([]);
    });

    it("says nothing of the number of rows of a table that may be empty", async () => {
        expect(written(await rulesOf("orders", { ...ORDERS, minRows: 0 }))[0]).to.equal("ColumnExists order_id");
    });

    it("registers the same again, and knows the rules in a preview", async () => {
        const text = async (options = {}) =>
            (await made({ tables: { agent_events: {} } }, options)).one(RULESET).inputs.ruleset;
        expect(await text()).to.equal(await text());
        expect(await text({ preview: true })).to.equal(await text());
    });

    for (const rule of [
        'ColumnValues "order_id" matches "[a-z]\\"*"',
        '(IsComplete "order_id") and ((IsUnique "order_id") or (RowCount > 3))',
        'ColumnValues "updated_ts" > (now() - 3 days)',
        'ColumnValues "order_id" in ["a", NULL, EMPTY] where "updated_ts is not null"',
        "RowCount > avg(last(10)) # compared with before",
        'CustomSql "select count(*) from primary where nobody = 1" = 0',
        'ReferentialIntegrity "order_id" "reference.id" = 1.0',
    ]) {
        it(`passes on ${rule}`, async () => {
            const { one } = await made({ tables: { orders: { ...ORDERS, rules: [rule] } } });
            expect(one(RULESET).inputs.ruleset).to.contain(rule);
        });
    }

    const orders = (change: TableQualityArgs): Partial<LakeDataQualityArgs> => ({
        tables: { orders: { ...ORDERS, ...change } },
    });
    const refused: [string, Partial<LakeDataQualityArgs>, RegExp][] = [
        ["no tables", {}, /tables is empty/],
        [
            "a table that no schema knows",
            { tables: { contact_record: {} } },
            /tables\.contact_record: columns is empty/,
        ],
        ["an unknown schema", { tables: { x: { schema: "agent_event" } } }, /did you mean "agent_events"/],
        [
            "a schema and columns",
            orders({ schema: "agent_events" }),
            /tables\.orders: columns and partitionKeys come from the schema/,
        ],
        [
            "a key that is no table's name",
            { tables: { "my-orders": ORDERS } },
            /the key of tables\.my-orders is "my-orders"/,
        ],
        [
            "an unknown required column",
            orders({ required: ["orderid"] }),
            /tables\.orders\.required\[0\] is "orderid" \(did you mean/,
        ],
        ["an unknown key column", orders({ key: ["id"] }), /tables\.orders\.key\[0\] is "id"/],
        [
            "a required column that holds others",
            orders({ required: ["lines"] }),
            /required\[0\] is "lines", which holds other values/,
        ],
        ["a key column that holds others", orders({ key: ["lines"] }), /key\[0\] is "lines", which holds other values/],
        ["an empty key", orders({ key: [] }), /tables\.orders\.key is empty/],
        ["a part of a row", orders({ minRows: 0.5 }), /minRows is 0\.5/],
        ["freshness without a column", orders({ freshness: { hours: 1 } }), /freshness\.column is missing/],
        [
            "freshness by a column that isn't there",
            orders({ freshness: { hours: 1, column: "ts" } }),
            /freshness\.column is "ts"/,
        ],
        [
            "freshness by a text",
            orders({ freshness: { hours: 1, column: "order_id" } }),
            /"order_id", a string: it takes a column of timestamps/,
        ],
        [
            "freshness within no time",
            orders({ freshness: { hours: 0, column: "updated_ts" } }),
            /freshness\.hours is 0/,
        ],
        [
            "a rule on a column that the table lacks",
            orders({ rules: ['IsComplete "orderid"'] }),
            /rules\[0\] names the column "orderid" \(did you mean "order_id"/,
        ],
        ["one inside another", orders({ rules: ['(RowCount > 1) or (IsUnique "id")'] }), /names the column "id"/],
        ["the second column of a key", orders({ rules: ['IsPrimaryKey "order_id" "day"'] }), /names the column "day"/],
        [
            "an unknown rule type",
            orders({ rules: ['IsCompleet "order_id"'] }),
            /no rule type IsCompleet \(did you mean "IsComplete"/,
        ],
        ["a ruleset for a rule", orders({ rules: ['Rules = [ IsComplete "order_id" ]'] }), /give one rule alone/],
        ["an open quote", orders({ rules: ['IsComplete "order_id'] }), /a quote is opened and not closed/],
        ["an open bracket", orders({ rules: ['(IsComplete "order_id"'] }), /brackets are opened and not closed/],
        ["an empty rule", orders({ rules: [" "] }), /give one rule alone/],
        [
            "more rules than Glue takes",
            orders({ rules: Array.from({ length: 3000 }, () => 'IsComplete "order_id"') }),
            /Glue takes 65536/,
        ],
        [
            "a name longer than Glue's",
            { ...orders({}), namePrefix: "x".repeat(250) },
            /Glue takes 255; give a shorter namePrefix/,
        ],
    ];
    for (const [what, args, message] of refused) {
        it(`refuses ${what}`, async () => {
            const refusal = await refusalOf(
                () => void new LakeDataQuality("quality", { databaseName: "lake", tables: {}, ...args }),
            );
            expect(refusal).to.match(message);
        });
    }
});

describe("quality rules", () => {
    it("can be read back by AWS's grammar whatever the values", () => {
        const fact = fc.record(
            {
                name: fc.stringMatching(/^[a-z][a-z0-9_]{0,10}$/),
                type: fc.constantFrom("string", "int", "bigint", "double", "array<string>"),
                required: fc.boolean(),
                values: fc.array(fc.string(), { minLength: 1, maxLength: 3 }),
                least: fc.integer({ min: -1e6, max: 1e6 }),
                most: fc.double({ min: -1e6, max: 1e6, noNaN: true }).map((value) => Math.round(value * 100) / 100),
            },
            { requiredKeys: ["name", "type", "required"] },
        );
        fc.assert(
            fc.property(fc.array(fact, { minLength: 1, maxLength: 5 }), (columns) => {
                const rules = checkedRules(rulesetText(qualityRules({ columns, minRows: 0 })));
                const values = rules
                    .filter(({ condition }) => condition[0] === "in")
                    .map(({ condition }) => condition.slice(1));
                expect(values).to.deep.equal(columns.flatMap((column) => (column.values ? [column.values] : [])));
            }),
        );
    });

    it("quote what is a quote", () => {
        expect(quoted('a "b" \\')).to.equal('"a \\"b\\" \\\\"');
    });
});
