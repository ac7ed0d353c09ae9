import { resolve } from "node:path";
import { expect } from "chai";
import { evaluate, loadStackConfig, modelledAws } from "../../runner";
import { type AccessMatrix, accessMatrix, governanceOf } from "../../runner/access";
import { shopTables, tables } from "../../schemas";

const ROOT = resolve(__dirname, "../..");
const role = (name: string) => `arn:aws:iam::111122223333:role/${name}`;

async function matrixOf(stack: string, change: Record<string, string> = {}): Promise<AccessMatrix> {
    const { config } = loadStackConfig(ROOT, stack);
    const { registrations } = await evaluate({
        program: ROOT,
        stack,
        config: { ...config, ...change },
        handler: modelledAws,
    });
    return accessMatrix(governanceOf(registrations));
}

/** The message with which the program refuses changed settings. */
async function refusalOf(change: Record<string, string>): Promise<string> {
    try {
        await matrixOf("dev", change);
    } catch (error) {
        return error instanceof Error ? error.message : String(error);
    }
    throw new Error("the settings were not refused");
}

const grantsWith = (grant: Record<string, unknown>) => ({
    "lakefront:grants": JSON.stringify({ "a-grant": { principal: "analysts", access: "read", ...grant } }),
});

const SHOP_TABLES = Object.keys(shopTables);

describe("who may read the program's lake", () => {
    for (const stack of ["dev", "prod", "local"]) {
        describe(`in ${stack}`, () => {
            let matrix: AccessMatrix;
            const rowsOf = (name: string) => matrix.rows.filter(({ principal }) => principal === role(name));
            before(async () => {
                matrix = await matrixOf(stack);
            });

            it("is decided by Lake Formation alone, for every table", () => {
                expect(matrix.warnings).to.deep.equal([]);
                expect(matrix.undetermined).to.deep.equal([]);
                expect(new Set(matrix.rows.map(({ decidedBy }) => decidedBy))).to.deep.equal(
                    new Set(["lakeFormation"]),
                );
                expect(matrix.tables.filter(({ declared }) => !declared)).to.deep.equal([]);
            });
            it("leaves personal columns to data engineers, but for the words of searches", () => {
                const readers = matrix.rows
                    .filter(({ personal, principal }) => personal.length > 0 && principal !== role("data-engineer"))
                    .map(({ principal, table, personal }) => ({ principal, table, personal }));
                expect(readers).to.deep.equal([
                    { principal: role("quality-manager"), table: "assistant_tool_calls", personal: ["query_text"] },
                ]);
            });
            it("confines analysts to the rows of an instance of theirs, and to the shop's without its shoppers", () => {
                const bases = rowsOf("analyst").filter(({ table }) => Object.hasOwn(tables, table));
                const contacts = ["agent_events", "contact_records"];
                expect(bases.map(({ table }) => table).sort()).to.deep.equal([...contacts, ...SHOP_TABLES].sort());
                for (const { cells, table } of bases.filter((row) => contacts.includes(row.table))) {
                    expect(JSON.stringify(cells.map(({ rows }) => rows)), table).to.match(/instance_id = '/);
                }
            });
            it("lets quality managers read by tags what describes nobody", () => {
                const read = rowsOf("quality-manager").map(({ table }) => table);
                expect(read).to.include.members(["contact_records", "contact_records_latest_deidentified"]);
                expect(read).to.not.include.members(["quarantined_records", "contact_records_latest"]);
            });
            it("gives the feeds' roles the sight of their tables and no data", () => {
                const feeds = matrix.rows.filter(({ principal }) => /-delivery-role/.test(principal));
                const fed = ["agent_events", "contact_records", ...SHOP_TABLES];
                expect(feeds.map(({ table }) => table).sort()).to.deep.equal(fed.sort());
                for (const { verbs, cells } of feeds) {
                    expect(verbs).to.deep.equal(["DESCRIBE"]);
                    expect(cells).to.deep.equal([]);
                }
            });
            it("has auditors who see all metadata and no data", () => {
                expect(matrix.administrators).to.deep.include({ principal: role("auditor"), readOnly: true });
                expect(rowsOf("auditor")).to.deep.equal([]);
            });
        });
    }
});

describe("hybrid access", () => {
    it("leaves to IAM whoever has not opted in, objects and catalogue alike", async () => {
        const matrix = await matrixOf("dev", { "lakefront:hybridAccess": "true" });
        expect(matrix.rows.filter(({ principal }) => principal === role("analyst"))).to.not.deep.equal([]);
        expect(new Set(matrix.rows.map(({ decidedBy }) => decidedBy))).to.not.include("lakeFormation");
    });
});

describe("a grant in the stack's file", () => {
    for (const [when, grant, says] of [
        ["a table that isn't there", { table: "contact_record" }, /grants\.a-grant .*contact_record.*contact_records/s],
        ["a column that isn't there", { table: "contact_records", columns: ["chanel"] }, /a-grant.*chanel.*channel/s],
        ["a tag that nobody declared", { tags: { sensitivity: ["secret"] } }, /a-grant.*secret/s],
        ["everything", { table: "contact_records", access: undefined, permissions: ["ALL"] }, /a-grant.*ALL/s],
        ["a row condition that isn't one", { table: "contact_records", rows: "instance_id = " }, /a-grant.*rows/s],
    ] as const) {
        it(`is refused with its key when it names ${when}`, async () => {
            expect(await refusalOf(grantsWith(grant))).to.match(says);
        });
    }
    it("is refused when it is to an administrator", async () => {
        const change = {
            ...grantsWith({ table: "contact_records" }),
            "lakefront:principals": JSON.stringify({ analysts: role("lake-admin") }),
        };
        expect(await refusalOf(change)).to.match(/lake-admin/);
    });
});
