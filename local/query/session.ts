import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import { functionsUsedBy } from "./functions";
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
    readonly files?: readonly string[];
    /** Folders whose files SQL may read as well. */
    readonly directories?: readonly string[];
    /** Statements that set the stage, run before the session is locked. */
    readonly setUp?: readonly string[];
    /** The SQL that will be run: what it calls of Athena's functions is defined first. */
    readonly sql?: string;
    /** Where large sorts and joins may spill. Without one they fail when memory runs out. */
    readonly spillDirectory?: string;
}

/** Opens a session in which SQL can do nothing but compute over the given files. */
export async function openSession({
    files = [],
    directories = [],
    setUp = [],
    sql = "",
    spillDirectory = "",
}: SessionOptions): Promise<Session> {
    const instance = await DuckDBInstance.create(":memory:", {
        threads: THREADS,
        memory_limit: MEMORY_LIMIT,
        temp_directory: spillDirectory,
        autoinstall_known_extensions: "false",
        autoload_known_extensions: "false",
    });
    const connection = await instance.connect();
    const close = () => {
        connection.closeSync();
        instance.closeSync();
    };
    const statements = [
        "SET TimeZone = 'UTC'; SET integer_division = true; SET lambda_syntax = 'DISABLE_SINGLE_ARROW'",
        ...functionsUsedBy([sql, ...setUp]),
        ...setUp,
        `SET allowed_paths = ${quoteList(files)}; SET allowed_directories = ${quoteList(directories)}`,
        "SET enable_external_access = false; SET lock_configuration = true",
    ];
    try {
        await connection.run(statements.join(";\n"));
    } catch (error) {
        close();
        throw error;
    }
    return { connection, close };
}

/** A session that is opened when it's first needed and then kept, for lookups of one statement each. */
export class KeptSession {
    private session: Promise<Session> | undefined;

    constructor(private readonly options: SessionOptions) {}

    async rows(sql: string) {
        this.session ??= openSession(this.options);
        const { connection } = await this.session;
        // Of several statements in one text, none is prepared.
        const statement = await connection.prepare(sql);
        try {
            return (await statement.runAndReadAll()).getRows();
        } finally {
            statement.destroySync();
        }
    }

    async close(): Promise<void> {
        const session = this.session;
        this.session = undefined;
        (await session?.catch(() => undefined))?.close();
    }
}
