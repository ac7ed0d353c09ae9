// The forms that Firehose's OpenX deserializer reads, listed under "Choose the JSON deserializer" in
// https://docs.aws.amazon.com/firehose/latest/dev/record-format-conversion.html
const TEXT = /^(\d{4})-(\d{1,2})-(\d{1,2})[T ](\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,9}))?Z?$/;
const DATE = /^(\d{4})-(\d{2})-(\d{2})$/;
/** A larger number is milliseconds, a smaller one seconds: as seconds it would be past the year 5138. */
const SECONDS_LIMIT = 1e11;

/** A value as `yyyy-MM-dd HH:mm:ss.SSSSSS` in UTC; undefined when it is no timestamp that Firehose reads. */
export function toTimestamp(value: unknown): string | undefined {
    if (typeof value === "number") return fromEpoch(value);
    if (typeof value !== "string") return undefined;
    const match = TEXT.exec(value);
    if (!match) return /^\d+(\.\d+)?$/.test(value) ? fromEpoch(Number(value)) : undefined;
    const [, year = "", month = "", day = "", hour = "", minute = "", second = "", fraction = ""] = match;
    const date = `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
    if (!isDay(date) || hour > "23" || minute > "59" || second > "59") return undefined;
    return `${date} ${hour}:${minute}:${second}.${fraction.slice(0, 6).padEnd(6, "0")}`;
}

/** A value as `yyyy-MM-dd`; undefined when it is no such day. */
export function toDate(value: unknown): string | undefined {
    return typeof value === "string" && DATE.test(value) && isDay(value) ? value : undefined;
}

function fromEpoch(value: number): string | undefined {
    const ms = Math.round(Math.abs(value) < SECONDS_LIMIT ? value * 1000 : value);
    const date = new Date(ms);
    if (Number.isNaN(date.getTime()) || date.getUTCFullYear() < 1 || date.getUTCFullYear() > 9999) return undefined;
    return `${date.toISOString().slice(0, 23).replace("T", " ")}000`;
}

/** By hand: this runs for every timestamp of every document, and a Date costs ten times as much. */
function isDay(date: string): boolean {
    const year = Number(date.slice(0, 4));
    const month = Number(date.slice(5, 7));
    const day = Number(date.slice(8, 10));
    if (month < 1 || month > 12 || day < 1) return false;
    const isLeapYear = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
    if (month === 2) return day <= (isLeapYear ? 29 : 28);
    return day <= (month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31);
}
