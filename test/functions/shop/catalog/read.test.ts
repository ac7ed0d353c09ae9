import { expect } from "chai";
import * as fc from "fast-check";
import { readCatalog } from "../../../../functions/shop/catalog/file/read";
import { splitRows } from "../../../../functions/shop/catalog/file/split";
import { unpack } from "../../../../functions/shop/catalog/file/unpack";
import { UnreadableCatalog } from "../../../../functions/shop/catalog/file/unreadable";
import { aRow, inChunks, read, readGzip } from "./rows";

async function reasonOf(work: Promise<unknown>): Promise<string> {
    try {
        await work;
    } catch (error) {
        if (error instanceof UnreadableCatalog) return error.message;
        throw error;
    }
    throw new Error("the file was read");
}

describe("reading a catalogue file", () => {
    const rows = [aRow({ id: "a" }), aRow({ id: "b", name: 'Ünï, [odd] {"name"} \\ 灯' })];
    const forms: Readonly<Record<string, string>> = {
        "JSON lines": rows.map((row) => JSON.stringify(row)).join("\n"),
        "JSON lines with CRLF and blank lines": `\r\n${rows.map((row) => JSON.stringify(row)).join("\r\n\r\n")}\r\n`,
        "a JSON array": JSON.stringify(rows),
        "an indented JSON array with CRLF": JSON.stringify(rows, null, 4).replaceAll("\n", "\r\n"),
        "a byte order mark": `\ufeff${JSON.stringify(rows)}`,
    };
    for (const [form, text] of Object.entries(forms))
        it(`takes ${form}, plain and compressed, however it is cut`, async () => {
            for (const size of [1, 2, 7, 65_536]) {
                const { products, faults } = await read(text, {}, size);
                expect(faults).to.deep.equal([]);
                expect(products.map(({ id }) => id)).to.deep.equal(["a", "b"]);
                expect(products[1]?.name).to.equal(rows[1]?.name);
            }
            expect((await readGzip(text)).products).to.have.length(2);
        });

    it("fills in what a row leaves out", async () => {
        const { products } = await read([aRow()]);
        expect(products[0]).to.include({
            style: null,
            brand: null,
            status: "active",
            variant_group: null,
            image: null,
        });
        expect(products[0]).to.deep.include({ price_lists: {}, aliases: [], occasions: [], options: {}, related: [] });
    });

    it("takes no price list by the standard one's name, which would override every price", async () => {
        const { products, faults } = await read([aRow({ price_lists: { standard: 1, gold: 900 } })]);
        expect(products).to.deep.equal([]);
        expect(faults).to.deep.equal([
            { line: 1, row: 1, field: "price_lists.standard", reason: "is price_minor, and no list beside it" },
        ]);
    });

    it("takes no row whose id a bad row has as well, whichever comes first", async () => {
        const rows = [aRow({ id: "a" }), aRow({ id: "a", stock: -1 }), aRow({ id: "b" })];
        for (const content of [rows, rows.toReversed()]) {
            const { products, rejectedRows, rejectedIds, faults } = await read(content);
            expect(products.map(({ id }) => id)).to.deep.equal(["b"]);
            expect(rejectedRows).to.equal(2);
            expect([...rejectedIds]).to.deep.equal(["a"]);
            expect(faults.map(({ field }) => field)).to.have.members(["id", "stock"]);
        }
    });

    it("comes to no harm by another encoding, by endless depth and by names of prototypes", async () => {
        const utf16 = Buffer.from(`\ufeff${JSON.stringify(aRow())}\n`, "utf16le");
        expect(await readCatalog(inChunks(utf16))).to.deep.include({ products: [], hasNamelessRejects: true });
        const deep = `{"id":"deep","related":${"[".repeat(60_000)}${"]".repeat(60_000)}}`;
        const prototype = JSON.stringify(aRow({ id: "p" })).replace("{", '{"__proto__":{"stock":9},');
        const options = JSON.stringify(aRow({ id: "o" })).replace("{", '{"options":{"__proto__":"M"},');
        const { products, rejectedRows } = await read([deep, prototype, options].join("\n"));
        expect(products.map(({ id, stock }) => [id, stock])).to.deep.equal([["o", 3]]);
        expect(products[0]?.options).to.deep.equal({});
        expect(rejectedRows).to.equal(2);
    });

    it("takes numbers as they are written, and none that is not exact", async () => {
        const priced = (number: string) => JSON.stringify(aRow()).replace("1999", number);
        for (const number of ["1e3", "1000.0", "0", "-0"])
            expect((await read(priced(number))).faults, number).to.deep.equal([]);
        for (const number of ["-1", "1e-3", "9007199254740993", "1e400", "19.99", '"1999"', "null"])
            expect((await read(priced(number))).products, number).to.deep.equal([]);
    });

    it("keeps markup and quotes as they are: they are data", async () => {
        const name = `<script>alert("1")</script>, 'and' &amp; more`;
        expect((await read([aRow({ name })])).products[0]?.name).to.equal(name);
    });

    it("names the line of each row, in lines and in an array", async () => {
        const bad = aRow({ id: "bad", stock: -1 });
        expect((await read(`${JSON.stringify(aRow())}\n\n${JSON.stringify(bad)}`)).faults).to.deep.equal([
            { line: 3, row: 2, field: "stock", reason: "must not be negative" },
        ]);
        expect((await read(JSON.stringify([aRow(), bad], null, 1))).faults).to.deep.equal([
            { line: 11, row: 2, field: "stock", reason: "must not be negative" },
        ]);
    });

    for (const [what, text] of [
        ["an empty file", ""],
        ["a blank file", " \n\r\n\t"],
        ["an empty array", "[ ]"],
    ] as const)
        it(`finds no rows in ${what}, and nothing wrong`, async () => {
            expect(await read(text)).to.deep.include({ rows: 0, products: [], faults: [], hasNamelessRejects: false });
        });

    const broken: Readonly<Record<string, readonly [string, string]>> = {
        "is cut off between rows": [JSON.stringify(rows).slice(0, -1), "ends before its array does"],
        "is cut off inside a text": [JSON.stringify(rows).slice(0, -20), "ends before its array does"],
        "goes on after its array": [`${JSON.stringify(rows)} []`, "goes on after the end of its array"],
    };
    for (const [what, [text, reason]] of Object.entries(broken))
        it(`refuses a file that ${what}`, async () => {
            expect(await reasonOf(read(text))).to.include(reason);
        });

    it("refuses a compressed file that is cut off", async () => {
        expect(await reasonOf(readGzip(rows, 40))).to.include("is not a whole gzip file");
    });

    it("refuses a file that is larger than it may be, before it has unpacked it", async () => {
        const unpacking = (async () => {
            for await (const _ of unpack(inChunks(Buffer.alloc(1_000)), 999)) void _;
        })();
        expect(await reasonOf(unpacking)).to.include("is larger than 999 bytes");
    });

    it("refuses a row that is longer than it may be, and reads on", async () => {
        const { faults, products } = await read([
            aRow({ id: "a", description: "x".repeat(300_000) }),
            aRow({ id: "b" }),
        ]);
        expect(faults).to.deep.equal([{ line: 1, row: 1, field: null, reason: "is too long" }]);
        expect(products).to.have.length(1);
    });

    it("cuts any rows out of any array, however it comes in", async () => {
        const anyRows = fc.array(fc.dictionary(fc.string(), fc.jsonValue(), { maxKeys: 4 }), {
            minLength: 1,
            maxLength: 6,
        });
        await fc.assert(
            fc.asyncProperty(
                anyRows,
                fc.integer({ min: 1, max: 30 }),
                fc.integer({ min: 0, max: 3 }),
                async (values, size, indent) => {
                    const found: unknown[] = [];
                    for await (const { bytes } of splitRows(
                        inChunks(Buffer.from(JSON.stringify(values, null, indent)), size),
                    ))
                        found.push(JSON.parse(Buffer.from(bytes).toString()));
                    expect(found).to.deep.equal(JSON.parse(JSON.stringify(values)));
                },
            ),
        );
    });
});

describe("a bad row of a catalogue", () => {
    const faults: Readonly<Record<string, readonly [Record<string, unknown>, string, string]>> = {
        "an id that is missing": [{ id: undefined }, "id", "is missing"],
        "an id that is a path": [{ id: "../secret" }, "id", "must be 1 to 64 letters, digits, - and _"],
        "an id of the sync's own": [{ id: "#sync" }, "id", "must be 1 to 64 letters, digits, - and _"],
        "an id that is too long": [{ id: "x".repeat(65) }, "id", "must be 1 to 64 letters, digits, - and _"],
        "an id that is a number": [{ id: 7 }, "id", "must be of type string"],
        "an empty name": [{ name: "  " }, "name", "must not be empty"],
        "a name of two lines": [{ name: "a\nb" }, "name", "must not contain control characters"],
        "a name that turns its direction": [{ name: "a\u202eb" }, "name", "must not contain control characters"],
        "half a character": [{ name: "a\ud800" }, "name", "must not contain control characters"],
        "a name that is too long": [{ name: "x".repeat(201) }, "name", "must have at most 200 characters"],
        "a description with a null byte": [
            { description: "a\u0000b" },
            "description",
            "must not contain control characters",
        ],
        "a description that is too long": [
            { description: "x".repeat(5_001) },
            "description",
            "must have at most 5000 characters",
        ],
        "a negative price": [{ price_minor: -1 }, "price_minor", "must not be negative"],
        "a fraction of a cent": [
            { price_minor: 19.99 },
            "price_minor",
            "must be a whole number of the currency's smallest unit",
        ],
        "a price in words": [{ price_minor: "1999" }, "price_minor", "must be of type number"],
        "a price beyond measure": [{ price_minor: 1e13 }, "price_minor", "must be at most 1000000000000"],
        "a currency in small letters": [{ currency: "usd" }, "currency", "must be three capital letters of ISO 4217"],
        "a negative stock": [{ stock: -1 }, "stock", "must not be negative"],
        "half a piece": [{ stock: 0.5 }, "stock", "must be a whole number"],
        "an unknown status": [{ status: "gone" }, "status", "must be one of active, discontinued"],
        "a negative price of a list": [{ price_lists: { gold: -1 } }, "price_lists.gold", "must not be negative"],
        "a list of an odd name": [
            { price_lists: { "Gold!": 1 } },
            "price_lists.(name)",
            "has a name of an unknown form",
        ],
        "a list written as text": [{ aliases: "['a']" }, "aliases", "must be of type array"],
        "too many aliases": [
            { aliases: Array.from({ length: 21 }, (_, n) => `${n}`) },
            "aliases",
            "must have at most 20 entries",
        ],
        "an alias that is no text": [{ aliases: [1] }, "aliases.0", "must be of type string"],
        "a picture with a path": [{ image: "../x.jpg" }, "image", "must be a file's name, without a path"],
        "a field that there isn't": [{ prize: 1 }, "prize", "is not a field of a product"],
    };
    for (const [what, [changes, field, reason]] of Object.entries(faults))
        it(`is one with ${what}`, async () => {
            const file = await read([aRow(changes), aRow({ id: "other" })]);
            expect(file.faults).to.deep.equal([{ line: 1, row: 1, field, reason }]);
            expect(file.products.map(({ id }) => id)).to.deep.equal(["other"]);
            expect(file.rejectedRows).to.equal(1);
        });

    it("is named with all its faults, and counted once", async () => {
        const { faults: found, rejectedRows, rejectedIds } = await read([aRow({ stock: -1, price_minor: -1 })]);
        expect(found.map(({ field }) => field)).to.deep.equal(["price_minor", "stock"]);
        expect(rejectedRows).to.equal(1);
        expect([...rejectedIds]).to.deep.equal(["lamp-1"]);
    });

    it("is one that is no object, no JSON or no UTF-8", async () => {
        const text = Buffer.concat([
            Buffer.from('"text"\n[1]\n{broken\n{"id":"'),
            Buffer.from([0xff]),
            Buffer.from('"}'),
        ]);
        const lines = Buffer.concat([Buffer.from("null\n"), text]);
        const { faults: found, hasNamelessRejects } = await readCatalog(inChunks(lines));
        expect(found.map(({ line, reason }) => `${line} ${reason}`)).to.deep.equal([
            "1 is not a JSON object",
            "2 is not a JSON object",
            "3 is not a JSON object",
            "4 is not valid JSON",
            "5 is not valid UTF-8",
        ]);
        expect(hasNamelessRejects).to.equal(true);
    });

    it("is told of without a word of what it says", async () => {
        const secret = "Zanzibar";
        const bad = [
            `{"id": "${secret}", broken`,
            JSON.stringify(aRow({ name: `${secret}\n`.repeat(2), [`${secret} key`]: 1, stock: secret })),
        ];
        expect(JSON.stringify((await read(bad.join("\n"))).faults)).to.not.include(secret);
    });

    it("is each of those that share an id, whatever their order", async () => {
        const twins = [aRow({ id: "a" }), aRow({ id: "b" }), aRow({ id: "a", name: "Other" })];
        for (const order of [twins, twins.toReversed()]) {
            const file = await read(order);
            expect(file.products.map(({ id }) => id)).to.deep.equal(["b"]);
            expect(file.rejectedRows).to.equal(2);
            expect(file.faults[0]).to.include({ field: "id", reason: "is the id of another row as well" });
        }
    });

    it("is one in another currency than most, or than the shop's", async () => {
        const mixed = [aRow({ id: "a", currency: "EUR" }), aRow({ id: "b" }), aRow({ id: "c" })];
        expect((await read(mixed)).faults).to.deep.equal([
            { line: 1, row: 1, field: "currency", reason: "must be USD, as in other rows" },
        ]);
        expect((await read(mixed, { currency: "EUR" })).products.map(({ id }) => id)).to.deep.equal(["a"]);
    });

    it("is none that is related to what there isn't: only that is left out, with a warning", async () => {
        const gone = aRow({ id: "gone", status: "discontinued" });
        const {
            products,
            warnings,
            faults: found,
        } = await read([aRow({ id: "a", related: ["b", "a", "no", "gone"] }), aRow({ id: "b" }), gone]);
        expect(found).to.deep.equal([]);
        expect(products[0]?.related).to.deep.equal(["b"]);
        expect(warnings).to.have.length(1);
        expect(warnings[0]).to.include({ row: 1, field: "related" });
    });
});
