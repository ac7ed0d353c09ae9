import { once } from "node:events";
import { type IncomingMessage, request } from "node:http";
import { createInterface } from "node:readline";
import type { QueryAddress } from "../run-file";
import { type AnswerLine, QUERY_PATH, type QueryRequest } from "./protocol";
import { QueryError } from "./query-error";
import type { Cell, QueryEngine, QueryOptions, QueryResult, QueryStatistics, RunningQuery } from "./types";

/** Asks a query server. */
export class QueryClient implements QueryEngine {
    constructor(private readonly address: QueryAddress) {}

    async query(sql: string, options: QueryOptions = {}): Promise<QueryResult> {
        const running = await this.stream(sql, options);
        const rows: (readonly Cell[])[] = [];
        for await (const batch of running.batches) {
            rows.push(...batch);
        }
        return { columns: running.columns, rows, ...running.statistics() };
    }

    async stream(sql: string, { signal, ...options }: QueryOptions = {}): Promise<RunningQuery> {
        const response = await this.post({ sql, ...options }, signal);
        const lines = linesOf(response);
        const first = await lines.next();
        if (first.done === true || !("columns" in first.value)) {
            throw new Error("the query server broke off before it answered");
        }
        let statistics: QueryStatistics | undefined;
        return {
            columns: first.value.columns,
            batches: (async function* () {
                for await (const line of lines) {
                    if ("rows" in line) {
                        yield line.rows;
                    } else if ("statistics" in line) {
                        statistics = line.statistics;
                    }
                }
                if (statistics === undefined) {
                    throw new Error("the query server broke off in the middle of its answer");
                }
            })(),
            statistics: () => {
                if (statistics === undefined) {
                    throw new Error("statistics are known when all rows have been read");
                }
                return statistics;
            },
        };
    }

    async close(): Promise<void> {}

    private async post(body: QueryRequest, signal: AbortSignal | undefined): Promise<IncomingMessage> {
        const { url, token } = this.address;
        const sent = request(new URL(QUERY_PATH, url), {
            method: "POST",
            headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
            ...(signal === undefined ? {} : { signal }),
        });
        sent.end(JSON.stringify(body));
        const [response] = (await once(sent, "response")) as [IncomingMessage];
        if (response.statusCode !== 200) {
            const text = (await response.setEncoding("utf8").toArray()).join("");
            throw new Error(`the query server refused the question (${response.statusCode}): ${text}`);
        }
        return response;
    }
}

async function* linesOf(response: IncomingMessage): AsyncGenerator<Exclude<AnswerLine, { error: unknown }>> {
    for await (const text of createInterface({ input: response })) {
        const line = JSON.parse(text) as AnswerLine;
        if ("error" in line) {
            const { code, message, position, hint } = line.error;
            throw code === undefined ? new Error(message) : new QueryError(code, message, position, hint);
        }
        yield line;
    }
}
