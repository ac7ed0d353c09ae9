import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import { FUNCTIONS } from "./functions";
import { quoteList } from "./sql-text";

/** What one question may use at most, in the engine's process. */
const MEMORY_LIMIT = "512MB";
const THREADS = "2";

/** A DuckDB of its own, in memory. */
export interface Session {
    readonly connection: DuckDBConnection;
    close(): void;
}

export interface SessionOptions {
    /** The only files that SQL may read in this session; nothing else of the machine can be read or written. */
    readonly files: readonly string[];
    /** Statements that set the stage, run before the session is locked. */
    readonly setUp: readonly string[];
    /** Where large sorts and joins may spill. Without one they fail when memory runs out. */
    readonly spillDirectory?: string;
}

/**
 * Opens a session in which SQL can do nothing but compute over the given files. A session lives for one question: it shares no state, so a
 * question sees one moment of the lake and can leave nothing behind for the next, whoever asks it.
 */
export async function openSession(options: SessionOptions): Promise<Session> {
    const instance = await DuckDBInstance.create(":memory:", {
        threads: THREADS,
        memory_limit: MEMORY_LIMIT,
        temp_directory: options.spillDirectory ?? "",
        autoinstall_known_extensions: "false",
        autoload_known_extensions: "false",
    });
    const connection = await instance.connect();
    const close = () => {
        connection.closeSync();
        instance.closeSync();
    };
    try {
        await connection.run(
            "SET TimeZone = 'UTC'; SET integer_division = true; SET lambda_syntax = 'DISABLE_SINGLE_ARROW'",
        );
        await connection.run(FUNCTIONS.join(";\n"));
        for (const statement of options.setUp) {
            await connection.run(statement);
        }
        await connection.run(
            `SET allowed_paths = ${quoteList(options.files)}; SET enable_external_access = false; SET lock_configuration = true`,
        );
    } catch (error) {
        close();
        throw error;
    }
    return { connection, close };
}
