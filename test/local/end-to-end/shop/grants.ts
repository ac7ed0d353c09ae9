import { expect } from "chai";
import { QueryError } from "../../../../local/query/query-error";
import type { ShopWorld } from "./world";

const ROLE = "arn:aws:iam::111122223333:role/";
const ANALYST = `${ROLE}analyst`;
const QUALITY_MANAGER = `${ROLE}quality-manager`;
const DATA_ENGINEER = `${ROLE}data-engineer`;

/** Who reads what of the shop's data, tried on rows that the shop itself has written. */
export function holdsTheGrants(opened: () => ShopWorld): void {
    describe("whoever reads the shop's tables in the lake", () => {
        const columnsOf = async (principal: string, table: string) =>
            Object.keys((await opened().ask(`SELECT * FROM ${table} LIMIT 1`, principal))[0] ?? {});
        const refusal = async (principal: string, sql: string) => {
            try {
                await opened().ask(sql, principal);
            } catch (error) {
                if (error instanceof QueryError) return error.code;
                throw error;
            }
            return "answered";
        };

        it("is an analyst: sees that turns and orders were, and neither what was said nor who it was", async () => {
            const turns = await columnsOf(ANALYST, "assistant_turns");
            expect(turns).to.include.members(["conversation_id", "duration_ms", "cost_usd_micros"]);
            expect(turns).to.not.include.members(["message_text"]);
            for (const personal of ["message_text", "answer_text", "shopper_id", "raw_json"]) {
                expect(turns, personal).to.not.include(personal);
                expect(await refusal(ANALYST, `SELECT ${personal} FROM assistant_turns`)).to.equal("COLUMN_NOT_FOUND");
            }
            expect(await columnsOf(ANALYST, "orders"))
                .to.include("total_minor")
                .and.not.include("shopper_id");
            expect(await columnsOf(ANALYST, "assistant_tool_calls")).to.not.include("query_text");
            expect(await refusal(ANALYST, "SELECT * FROM search_misses")).to.equal("TABLE_NOT_FOUND");
        });

        it("is a quality manager: sees what was searched for, and nothing else of the shop", async () => {
            expect(await columnsOf(QUALITY_MANAGER, "assistant_tool_calls")).to.deep.equal([
                "event_id",
                "conversation_id",
                "call_ts",
                "tool_name",
                "ok",
                "query_text",
                "category",
                "hits",
            ]);
            const unseen = ["orders", "order_lines", "assistant_turns", "catalog_syncs", "assistant_daily"];
            for (const table of unseen)
                expect(await refusal(QUALITY_MANAGER, `SELECT * FROM ${table}`), table).to.equal("TABLE_NOT_FOUND");
        });

        it("is a data engineer: sees all of it", async () => {
            expect(await columnsOf(DATA_ENGINEER, "assistant_turns")).to.include.members([
                "message_text",
                "shopper_id",
            ]);
            const misses = await opened().ask("SELECT query_text FROM search_misses", DATA_ENGINEER);
            expect(misses).to.have.length(1);
        });

        it("is nobody that was granted anything: sees nothing", async () => {
            expect(await refusal(`${ROLE}passer-by`, "SELECT * FROM orders")).to.equal("TABLE_NOT_FOUND");
        });
    });
}
