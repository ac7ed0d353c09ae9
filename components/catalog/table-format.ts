/** How a table's rows are stored. */
export const TableFormat = {
    /** Columns side by side, compressed: what queries should read. */
    Parquet: "parquet",
    /** One JSON object a line. */
    Json: "json",
} as const;
export type TableFormat = (typeof TableFormat)[keyof typeof TableFormat];

interface StorageFacts {
    readonly inputFormat: string;
    readonly outputFormat: string;
    readonly serializationLibrary: string;
    readonly serdeParameters: Record<string, string>;
    readonly tableParameters: Record<string, string>;
}

const FACTS: Record<TableFormat, StorageFacts> = {
    parquet: {
        inputFormat: "org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat",
        outputFormat: "org.apache.hadoop.hive.ql.io.parquet.MapredParquetOutputFormat",
        serializationLibrary: "org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe",
        serdeParameters: { "serialization.format": "1" },
        tableParameters: { classification: "parquet", "parquet.compression": "SNAPPY" },
    },
    json: {
        inputFormat: "org.apache.hadoop.mapred.TextInputFormat",
        outputFormat: "org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat",
        serializationLibrary: "org.openx.data.jsonserde.JsonSerDe",
        serdeParameters: { "serialization.format": "1" },
        tableParameters: { classification: "json" },
    },
};

/** The class names and parameters by which Athena, Firehose and Spark read and write the format. */
export function storageFacts(format: TableFormat): StorageFacts {
    return FACTS[format];
}
