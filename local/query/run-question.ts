import { openSession, type Session } from "./session";
import type { Cell, QueryOptions, QueryStatistics, RunningQuery } from "./types";
import { athenaTypeOf, toCell } from "./values";

export interface Question {
    readonly sql: string;
    readonly files: readonly string[];
    readonly setUp: readonly string[];
    readonly scannedBytes: number;
    readonly spillDirectory: string;
    readonly onError: (error: unknown) => Error;
    readonly startedAt: number;
    readonly options: QueryOptions;
}

/** Runs a question in a session of its own, which ends with its rows, or when nobody wants them any longer. */
export async function runQuestion(question: Question): Promise<RunningQuery> {
    const { options, onError } = question;
    const session = await openSession(question);
    const stop = () => session.connection.interrupt();
    const end = () => {
        options.signal?.removeEventListener("abort", stop);
        session.close();
    };
    options.signal?.addEventListener("abort", stop, { once: true });
    try {
        if (options.signal?.aborted) {
            throw new Error("INTERRUPT");
        }
        const result = await session.connection.stream(question.sql);
        const types = result.columnTypes();
        const columns = result
            .columnNames()
            .map((name, i) => ({ name, type: types[i] === undefined ? "unknown" : athenaTypeOf(types[i]) }));
        const counted = { rowCount: 0, truncated: false };
        return {
            columns,
            batches: rowsOf(session, result, options.maxRows ?? Number.POSITIVE_INFINITY, counted, end, onError),
            statistics: (): QueryStatistics => ({
                ...counted,
                scannedBytes: question.scannedBytes,
                elapsedMs: performance.now() - question.startedAt,
            }),
        };
    } catch (error) {
        end();
        throw onError(error);
    }
}

type StreamedResult = Awaited<ReturnType<Session["connection"]["stream"]>>;

async function* rowsOf(
    _session: Session,
    result: StreamedResult,
    maxRows: number,
    counted: { rowCount: number; truncated: boolean },
    end: () => void,
    onError: (error: unknown) => Error,
): AsyncGenerator<Cell[][]> {
    try {
        for (;;) {
            const chunk = await result.fetchChunk();
            if (chunk === null || chunk.rowCount === 0) {
                return;
            }
            const room = maxRows - counted.rowCount;
            if (chunk.rowCount > room) {
                counted.truncated = true;
            }
            const rows = chunk.getRows().slice(0, room);
            counted.rowCount += rows.length;
            if (rows.length > 0) {
                yield rows.map((row) => row.map(toCell));
            }
            if (counted.truncated) {
                return;
            }
        }
    } catch (error) {
        throw onError(error);
    } finally {
        end();
    }
}
