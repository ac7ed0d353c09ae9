import { expect } from "chai";
import { type AccessResource, accessMatrix, compareMatrices, governanceOf } from "../../../runner/access";
import {
    type AccessDocument,
    AccessDocumentError,
    accessFormats,
    assertComparable,
    COMMENT_LIMIT,
    marker,
    readAccessDocument,
} from "../../../runner/access/report";
import { ANALYST, CONTACTS_TABLE, cellsFilter, lake, permissions, role, table } from "./support";

const HEAD = { format: "lakefront-access", version: 1, project: "shop", stack: "dev", filter: {} } as const;

function documentOf(resources: AccessResource[], before?: AccessResource[]): AccessDocument {
    const matrix = accessMatrix(governanceOf(resources));
    const changes = before && compareMatrices(accessMatrix(governanceOf(before)), matrix);
    return { ...HEAD, ...matrix, ...(changes && { changes }) };
}

const read = permissions("read", ANALYST, ["SELECT"], { table: CONTACTS_TABLE });
const wide = Array.from({ length: 127 }, (_, index) => (index < 18 ? `personal_${index}` : `c${index}`));
const text = (resources: AccessResource[]) => accessFormats.text(documentOf(resources));

describe("the access report as text", () => {
    const readWide = (on: Record<string, unknown>) =>
        text([...lake(), table("lake", "wide", wide), permissions("wide", ANALYST, ["SELECT"], on)]);
    const place = { databaseName: "lake", name: "wide" };

    it("counts the columns of wide tables, and names the personal ones", () => {
        expect(readWide({ table: place })).to.contain("all 127 columns, 18 personal: personal_0, personal_1,");
        const but = { ...place, wildcard: true, excludedColumnNames: wide.slice(0, 18) };
        expect(readWide({ tableWithColumns: but })).to.contain("109 of 127 columns, none personal\n");
        const one = { ...place, wildcard: true, excludedColumnNames: ["c126"] };
        expect(readWide({ tableWithColumns: one })).to.contain("all but c126, 18 personal: ");
        const some = { ...place, columnNames: ["c30", "personal_1"] };
        expect(readWide({ tableWithColumns: some })).to.contain("2 of 127: personal_1 (personal), c30\n");
    });

    it("tells the rows by group of columns where they differ", () => {
        const filter = (name: string, columnNames: string[], filterExpression: string) =>
            cellsFilter({ name, columnNames, rowFilter: { filterExpression } });
        const grant = (name: string) =>
            permissions(name, ANALYST, ["SELECT"], {
                dataCellsFilter: { databaseName: "lake", tableName: "contacts", name },
            });
        const resources = [
            filter("f1", ["channel"], "a = 1"),
            filter("f2", ["contact_id"], "b = 2"),
            grant("f1"),
            grant("f2"),
        ];
        expect(text([...lake(), ...resources])).to.contain("contact_id: rows where b = 2; channel: rows where a = 1\n");
    });

    it("says that there are no grants", () => {
        expect(text([])).to.equal("The program has no Lake Formation grants.\n");
    });

    it("says what a filter doesn't find", () => {
        const document = { ...documentOf([]), filter: { principal: "bob", table: "contacts" } };
        expect(accessFormats.text(document)).to.equal(
            'The program has no Lake Formation grant for a principal that matches "bob" and a table that matches "contacts".\n',
        );
    });

    it("is the changes alone against an earlier run", () => {
        expect(accessFormats.text(documentOf([...lake(), read], lake()))).to.equal(
            [
                "+ analyst gains lake.contacts: all 5 columns, 2 personal: personal_phone, personal_name, all rows (SELECT)",
                "",
                "1 gain. 1 gain reaches personal columns.",
                "",
            ].join("\n"),
        );
        expect(accessFormats.text(documentOf(lake(), lake()))).to.equal("No one gains or loses access.\n");
    });

    it("is coloured only where asked", () => {
        const document = documentOf([...lake(), read]);
        expect(accessFormats.text(document)).not.to.contain("\u001b");
        expect(accessFormats.text(document, { color: true })).to.contain("\u001b[31m");
    });
});

describe("the access report as Markdown", () => {
    const markdown = (resources: AccessResource[], before?: AccessResource[]) =>
        accessFormats.markdown(documentOf(resources, before), {});

    it("starts with a marker that is the same for every run on a stack", () => {
        for (const resources of [lake(), [...lake(), read]]) {
            expect(markdown(resources).split("\n")[0]).to.equal("<!-- lakefront-access shop/dev -->");
        }
        expect(marker("a-->b", "c")).to.equal("<!-- lakefront-access a-b/c -->");
    });

    it("tells the changes first, those that reach personal columns marked", () => {
        const lines = markdown([...lake(), read], lake()).split("\n");
        expect(lines.slice(3, 8)).to.deep.equal([
            "**1 gain. 1 gain reaches personal columns.**",
            "",
            "| | who | what |",
            "|---|---|---|",
            "| gains :warning: personal | `analyst` | gains lake.contacts: all 5 columns, 2 personal: personal\\_phone, personal\\_name, all rows (SELECT) |",
        ]);
    });

    it("lets no text of the program act as Markdown, HTML or a mention", () => {
        const filterExpression = "a = '|`</details>@team ![x](http://e)'";
        const filter = cellsFilter({ name: "f", columnWildcard: {}, rowFilter: { filterExpression } });
        const grant = permissions("<b>`|", role("x`|y"), ["SELECT"], {
            dataCellsFilter: { databaseName: "lake", tableName: "contacts", name: "f" },
        });
        const found = markdown([...lake(), filter, grant]);
        expect(found).to.contain("a = '\\|\\`&lt;/details&gt;&#64;team \\!\\[x\\](http://e)'");
        expect(found).to.contain("&lt;b&gt;\\`\\|");
        expect(found).not.to.match(/<b>|@team/);
        expect(found.match(/<\/details>/g)).to.have.length(2);
        expect(found).to.contain("`` arn:aws:iam::111122223333:role/x`\\|y ``");
    });

    it("stays under GitHub's limit, and says what was left out", () => {
        const many = Array.from({ length: 900 }, (_, index) =>
            permissions(`a-rather-long-name-for-a-grant-${index}`, role(`reader-${index}`), ["SELECT"], {
                table: CONTACTS_TABLE,
            }),
        );
        const found = markdown([...lake(), ...many], lake());
        expect(found.length).to.be.at.most(COMMENT_LIMIT);
        expect(found).to.match(/\*\*Left out, since GitHub takes no longer comment: \d+ changes, \d+ principals\.\*\*/);
        expect(found).to.contain("**900 gains. 900 gains reach personal columns.**");
        const short = accessFormats.markdown(documentOf([...lake(), ...many], lake()), { maxLength: 3_000 });
        expect(short.length).to.be.within(2_000, 3_000);
    });
});

describe("the access report as JSON", () => {
    const document = documentOf([...lake(), read]);
    const json = accessFormats.json(document);

    it("reads back as what was written", () => {
        expect(readAccessDocument(json, "file")).to.deep.equal(JSON.parse(json));
        expect(compareMatrices(readAccessDocument(json, "file"), document)).to.deep.equal([]);
    });

    const refusals: [string, string, RegExp][] = [
        ["text that isn't JSON", "nothing", /^old\.json is not a JSON object\. Write it with: lakefront access/],
        ["a list", "[]", /^old\.json is not a JSON object\./],
        ["another form", '{"version":1}', /^old\.json is no access matrix\./],
        [
            "another version",
            JSON.stringify({ ...document, version: 2 }),
            /has version 2 of the form, and this program reads 1\./,
        ],
        [
            "a row without its columns",
            JSON.stringify({ ...document, rows: [{ principal: "x" }] }),
            /parts of it are missing\./,
        ],
        ["columns of no known form", json.replace('"except"', '"but"'), /parts of it are missing\./],
    ];
    for (const [what, content, message] of refusals) {
        it(`is refused for ${what}`, () => {
            expect(() => readAccessDocument(content, "old.json")).to.throw(AccessDocumentError, message);
        });
    }

    it("compares only with the same part of the matrix", () => {
        const part = { ...document, filter: { table: "contacts" } };
        expect(() => assertComparable(document, part, "old.json")).to.throw(
            AccessDocumentError,
            "old.json was made for all principals and all tables, and this run is for all principals and --table contacts: give both the same options",
        );
        expect(() => assertComparable(part, part, "old.json")).not.to.throw();
    });
});
