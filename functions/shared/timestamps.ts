import type { DateText, Timestamp } from "../../schemas";

const millisecondsInDay = 86_400_000;
/** Above this a bare number is read as milliseconds since 1970, below it as seconds. As seconds it is the year 5138. */
const leastMilliseconds = 100_000_000_000;
const latestInstant = Date.UTC(9999, 11, 31, 23, 59, 59, 999);
const daysInMonth = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/**
 * Reads a time in any of the forms that Amazon Connect and its exports use, as UTC: ISO 8601 with or without fraction,
 * seconds or offset, and seconds or milliseconds since 1970 as a number or as digits.
 *
 * The form written, `yyyy-MM-dd HH:mm:ss.SSS`, is the one that every reader of the lake takes without settings: Firehose's
 * OpenX SerDe (https://docs.aws.amazon.com/firehose/latest/dev/record-format-conversion.html), Athena's JSON SerDes, which
 * do not take ISO 8601 with `Z`, and DuckDB's `read_json`.
 *
 * @returns null where the value means "none" (empty, or the 1970 sentinel), undefined where it is no time at all.
 */
export function timestamp(value: unknown): Timestamp | null | undefined {
    if (typeof value === "string") {
        return fromIsoZulu(value) ?? fromText(value);
    }
    return typeof value === "number" ? fromNumber(value) : undefined;
}

/** Writes an instant. `milliseconds` since 1970, within years 1970 to 9999. */
export function timestampAt(milliseconds: number): Timestamp {
    const day = Math.floor(milliseconds / millisecondsInDay);
    const inDay = Math.floor(milliseconds - day * millisecondsInDay);
    const time = `${padded(inDay / 3_600_000)}:${padded((inDay / 60_000) % 60)}:${padded((inDay / 1_000) % 60)}`;
    return `${dayText(day)} ${time}.${String(inDay % 1_000).padStart(3, "0")}` as Timestamp;
}

function padded(value: number): string {
    return value < 10 ? `0${Math.floor(value)}` : `${Math.floor(value)}`;
}

/** The day written last: records of a batch nearly all arrived on one. */
let lastDay = { number: Number.NaN, text: "" };

/** Writes a day given as its number since 1970. */
function dayText(number: number): string {
    if (number !== lastDay.number) {
        lastDay = { number, text: new Date(number * millisecondsInDay).toISOString().slice(0, 10) };
    }
    return lastDay.text;
}

/** The UTC day of a timestamp. */
export function dateOf(instant: Timestamp): DateText {
    return instant.slice(0, 10) as DateText;
}

/** The UTC day that follows the one of an instant given in `milliseconds` since 1970. */
export function dayAfter(milliseconds: number): DateText {
    const today = Math.floor(milliseconds / millisecondsInDay);
    if (today !== lastDayAfter.today) {
        lastDayAfter = {
            today,
            text: new Date((today + 1) * millisecondsInDay).toISOString().slice(0, 10) as DateText,
        };
    }
    return lastDayAfter.text;
}

let lastDayAfter = { today: Number.NaN, text: "" as DateText };

/** The two forms that nearly every value has, read without a regular expression: `…:ssZ` and `…:ss.SSSZ`. */
function fromIsoZulu(text: string): Timestamp | null | undefined {
    const { length } = text;
    if ((length !== 20 && length !== 24) || text.charCodeAt(length - 1) !== 90 /* Z */) {
        return undefined;
    }
    if (
        text.charCodeAt(4) !== 45 ||
        text.charCodeAt(7) !== 45 ||
        text.charCodeAt(10) !== 84 ||
        text.charCodeAt(13) !== 58 ||
        text.charCodeAt(16) !== 58
    ) {
        return undefined;
    }
    const year = twoDigits(text, 0) * 100 + twoDigits(text, 2);
    const inRange = isCalendarTime(
        year,
        twoDigits(text, 5),
        twoDigits(text, 8),
        twoDigits(text, 11),
        twoDigits(text, 14),
        twoDigits(text, 17),
    );
    if (!inRange || year < 1971) {
        return undefined;
    }
    if (length === 20) {
        return `${text.slice(0, 10)} ${text.slice(11, 19)}.000` as Timestamp;
    }
    const fraction = text.charCodeAt(19) === 46 && twoDigits(text, 20) >= 0 && twoDigits(text, 21) >= 0;
    return fraction ? (`${text.slice(0, 10)} ${text.slice(11, 23)}` as Timestamp) : undefined;
}

/** NaN unless both characters are digits, so that any comparison with it is false. */
function twoDigits(text: string, at: number): number {
    const tens = text.charCodeAt(at) - 48;
    const units = text.charCodeAt(at + 1) - 48;
    return tens >= 0 && tens <= 9 && units >= 0 && units <= 9 ? tens * 10 + units : Number.NaN;
}

function isCalendarTime(year: number, month: number, day: number, hour: number, minute: number, second: number) {
    const monthLength = daysInMonth[month - 1] ?? 0;
    const isLeapYear = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
    const lastDay = month === 2 && !isLeapYear ? 28 : monthLength;
    return year >= 0 && day >= 1 && day <= lastDay && hour <= 23 && minute <= 59 && second <= 59;
}

const textForm =
    /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?)?\s*(?:Z|UTC|GMT|([+-])(\d\d):?(\d\d)?)?$/i;

function fromText(text: string): Timestamp | null | undefined {
    const trimmed = text.trim();
    if (trimmed === "") {
        return null;
    }
    if (/^\d+(\.\d+)?$/.test(trimmed)) {
        return fromNumber(Number(trimmed));
    }
    const parts = textForm.exec(trimmed);
    if (parts === null) {
        return undefined;
    }
    const [
        ,
        year,
        month,
        day,
        hour = "0",
        minute = "0",
        second = "0",
        fraction = "",
        sign,
        offsetHours,
        offsetMinutes,
    ] = parts;
    if (!isCalendarTime(Number(year), Number(month), Number(day), Number(hour), Number(minute), Number(second))) {
        return undefined;
    }
    const local = Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second));
    const offset = (Number(offsetHours ?? 0) * 60 + Number(offsetMinutes ?? 0)) * (sign === "-" ? -60_000 : 60_000);
    return fromMilliseconds(local + Number(fraction.padEnd(3, "0").slice(0, 3)) - offset);
}

function fromNumber(value: number): Timestamp | null | undefined {
    return fromMilliseconds(Math.abs(value) >= leastMilliseconds ? value : value * 1000);
}

function fromMilliseconds(value: number): Timestamp | null | undefined {
    const whole = Math.round(value);
    if (!(whole >= 0 && whole <= latestInstant)) {
        return undefined;
    }
    return whole < millisecondsInDay ? null : timestampAt(whole);
}
