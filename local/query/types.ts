/** A value in a result: plain JSON. Timestamps, dates, decimals and integers too large for a JavaScript number are text. */
export type Cell = null | boolean | number | string | readonly Cell[] | { readonly [key: string]: Cell };

export interface ResultColumn {
    readonly name: string;
    /** Athena's type name, e.g. `varchar`, `timestamp(3)`, `array(varchar)`. */
    readonly type: string;
}

export interface QueryOptions {
    /** The database that unqualified table names belong to. Default: the only one that has such a table. */
    readonly database?: string;
    /** Stop after this many rows. Default: all of them. */
    readonly maxRows?: number;
    /** Who asks: an IAM principal's ARN. Decides which tables, columns and rows exist for this question. Default: the lake's administrator, who sees everything. */
    readonly principal?: string;
    /** Aborting it stops the question. */
    readonly signal?: AbortSignal;
}

export interface QueryStatistics {
    readonly rowCount: number;
    /** True if there were more rows than `maxRows`. */
    readonly truncated: boolean;
    /**
     * Bytes of the compressed column chunks that the question refers to, in the files of the partitions that its conditions leave over.
     * It is what Athena would read, and bill, before it skips row groups by their statistics. A JSON file counts whole.
     */
    readonly scannedBytes: number;
    readonly elapsedMs: number;
}

export interface QueryResult extends QueryStatistics {
    readonly columns: readonly ResultColumn[];
    readonly rows: readonly (readonly Cell[])[];
}

/** A question under way: columns at once, rows as they come, statistics once the rows have ended. */
export interface RunningQuery {
    readonly columns: readonly ResultColumn[];
    readonly batches: AsyncIterable<readonly (readonly Cell[])[]>;
    statistics(): QueryStatistics;
}

/** Answers questions in Athena's SQL about the lake's tables. Throws `QueryError` when the question is at fault. */
export interface QueryEngine {
    query(sql: string, options?: QueryOptions): Promise<QueryResult>;
    stream(sql: string, options?: QueryOptions): Promise<RunningQuery>;
    close(): Promise<void>;
}
