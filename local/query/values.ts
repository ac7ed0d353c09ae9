import {
    DuckDBBlobValue,
    DuckDBDateValue,
    DuckDBDecimalValue,
    DuckDBIntervalValue,
    DuckDBListValue,
    DuckDBMapValue,
    DuckDBStructValue,
    DuckDBTimestampTZValue,
    DuckDBTimestampValue,
    type DuckDBType,
    DuckDBTypeId,
    type DuckDBValue,
} from "@duckdb/node-api";
import type { Cell } from "./types";

const MICROS_PER_MILLI = 1000n;
const MS_PER_DAY = 86_400_000;

/** A DuckDB value as plain JSON, written as Athena writes it. */
export function toCell(value: DuckDBValue): Cell {
    if (value === null || typeof value === "boolean" || typeof value === "string") {
        return value;
    }
    if (typeof value === "number") {
        // JSON has neither infinity nor NaN; Athena prints these words.
        return Number.isFinite(value) ? value : String(value);
    }
    if (typeof value === "bigint") {
        return Number.isSafeInteger(Number(value)) ? Number(value) : value.toString();
    }
    if (value instanceof DuckDBTimestampValue) {
        return instantText(value.micros);
    }
    if (value instanceof DuckDBTimestampTZValue) {
        return `${instantText(value.micros)} UTC`;
    }
    if (value instanceof DuckDBDateValue) {
        return new Date(value.days * MS_PER_DAY).toISOString().slice(0, 10);
    }
    if (value instanceof DuckDBDecimalValue) {
        return value.toString();
    }
    if (value instanceof DuckDBListValue) {
        return value.items.map(toCell);
    }
    if (value instanceof DuckDBStructValue) {
        return Object.fromEntries(Object.entries(value.entries).map(([key, item]) => [key, toCell(item)]));
    }
    if (value instanceof DuckDBMapValue) {
        return Object.fromEntries(value.entries.map((entry) => [String(toCell(entry.key)), toCell(entry.value)]));
    }
    if (value instanceof DuckDBBlobValue) {
        return Buffer.from(value.bytes)
            .toString("hex")
            .replace(/(..)(?!$)/g, "$1 ");
    }
    if (value instanceof DuckDBIntervalValue) {
        return intervalText(value);
    }
    return String(value);
}

/** `yyyy-MM-dd HH:mm:ss.SSS`, in UTC. */
function instantText(micros: bigint): string {
    const millis = micros / MICROS_PER_MILLI - (micros % MICROS_PER_MILLI < 0n ? 1n : 0n);
    return new Date(Number(millis)).toISOString().replace("T", " ").replace("Z", "");
}

/** Athena's two kinds of interval: `years-months`, or `days hours:minutes:seconds.millis`. */
function intervalText({ months, days, micros }: DuckDBIntervalValue): string {
    if (months !== 0) {
        return `${Math.trunc(months / 12)}-${Math.abs(months % 12)}`;
    }
    const millis = Number(micros / MICROS_PER_MILLI) + days * MS_PER_DAY;
    const time = new Date(Math.abs(millis) % MS_PER_DAY).toISOString().slice(11, 23);
    return `${millis < 0 ? "-" : ""}${Math.trunc(Math.abs(millis) / MS_PER_DAY)} ${time}`;
}

const ATHENA_NAMES: ReadonlyMap<DuckDBTypeId, string> = new Map([
    [DuckDBTypeId.BOOLEAN, "boolean"],
    [DuckDBTypeId.TINYINT, "tinyint"],
    [DuckDBTypeId.SMALLINT, "smallint"],
    [DuckDBTypeId.INTEGER, "integer"],
    [DuckDBTypeId.BIGINT, "bigint"],
    // DuckDB widens sums of integers beyond 64 bits, where Athena stays with bigint.
    [DuckDBTypeId.HUGEINT, "bigint"],
    [DuckDBTypeId.UTINYINT, "smallint"],
    [DuckDBTypeId.USMALLINT, "integer"],
    [DuckDBTypeId.UINTEGER, "bigint"],
    [DuckDBTypeId.UBIGINT, "bigint"],
    [DuckDBTypeId.FLOAT, "real"],
    [DuckDBTypeId.DOUBLE, "double"],
    [DuckDBTypeId.VARCHAR, "varchar"],
    [DuckDBTypeId.BLOB, "varbinary"],
    [DuckDBTypeId.DATE, "date"],
    [DuckDBTypeId.TIME, "time"],
    [DuckDBTypeId.TIMESTAMP, "timestamp(3)"],
    [DuckDBTypeId.TIMESTAMP_S, "timestamp(3)"],
    [DuckDBTypeId.TIMESTAMP_MS, "timestamp(3)"],
    [DuckDBTypeId.TIMESTAMP_NS, "timestamp(3)"],
    [DuckDBTypeId.TIMESTAMP_TZ, "timestamp(3) with time zone"],
    [DuckDBTypeId.INTERVAL, "interval day to second"],
    [DuckDBTypeId.UUID, "uuid"],
    [DuckDBTypeId.SQLNULL, "unknown"],
]);

/** Athena's name for the type of a result column. */
export function athenaTypeOf(type: DuckDBType): string {
    if (type.alias === "JSON") {
        return "json";
    }
    switch (type.typeId) {
        case DuckDBTypeId.LIST:
            return `array(${athenaTypeOf(type.valueType)})`;
        case DuckDBTypeId.MAP:
            return `map(${athenaTypeOf(type.keyType)}, ${athenaTypeOf(type.valueType)})`;
        case DuckDBTypeId.STRUCT:
            return `row(${type.entryNames.map((name, i) => `${name} ${nameOf(type.entryTypes[i])}`).join(", ")})`;
        case DuckDBTypeId.DECIMAL:
            return `decimal(${type.width},${type.scale})`;
        default:
            return ATHENA_NAMES.get(type.typeId) ?? type.toString().toLowerCase();
    }
}

function nameOf(type: DuckDBType | undefined): string {
    return type === undefined ? "unknown" : athenaTypeOf(type);
}
