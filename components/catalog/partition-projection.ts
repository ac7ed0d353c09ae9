import { choiceProblem } from "../problems";

/** How Athena works out a partition key's values, so that nobody has to register partitions. */
export const ProjectionType = {
    /** One of a list of values. */
    Enum: "enum",
    /** Every step between two dates. */
    Date: "date",
    /** Every step between two whole numbers. */
    Integer: "integer",
    /** Whatever the query's own `WHERE key = …` says; a query without it is refused. */
    Injected: "injected",
} as const;
export type ProjectionType = (typeof ProjectionType)[keyof typeof ProjectionType];

/** The step of a date projection. */
export const ProjectionUnit = {
    Years: "YEARS",
    Months: "MONTHS",
    Weeks: "WEEKS",
    Days: "DAYS",
    Hours: "HOURS",
    Minutes: "MINUTES",
    Seconds: "SECONDS",
} as const;
export type ProjectionUnit = (typeof ProjectionUnit)[keyof typeof ProjectionUnit];

/**
 * The projection of one partition key, after
 * https://docs.aws.amazon.com/athena/latest/ug/partition-projection-supported-types.html.
 */
export interface PartitionProjection {
    type: ProjectionType;
    /** The values of an `enum`. */
    values?: string[];
    /** First value of a `date` or `integer`: a date in `format`, or a whole number. */
    from?: string;
    /** Last value: as `from`; for a date also `NOW`, `NOW+1DAY` and the like. */
    to?: string;
    /** Java date format of a `date`, as in `yyyy-MM-dd`. */
    format?: string;
    /** Distance between two values, in `unit`s for a date. Default: 1. */
    interval?: number;
    /** Default: `DAYS`. */
    unit?: ProjectionUnit;
    /** Width to which an `integer` is padded with zeros. Default: not padded. */
    digits?: number;
}

const DAY_FORMAT = "yyyy-MM-dd";
const RELATIVE_DATE = /^NOW(\s*[+-]\s*\d+\s*(YEAR|MONTH|WEEK|DAY|HOUR|MINUTE|SECOND)S?)?$/;

/** A key with a known list of values, such as the ids of the instances. */
export function enumProjection(values: string[]): PartitionProjection {
    return checked({ type: ProjectionType.Enum, values });
}

/**
 * A key that runs over dates. Start it on the day when the data starts: Athena lists every day in between, empty or
 * not.
 *
 * @param settings `to` is `NOW+1DAY` by default, since a UTC day begins before midnight elsewhere; `format` is
 * `yyyy-MM-dd`
 */
export function dateProjection(settings: {
    from: string;
    to?: string;
    format?: string;
    interval?: number;
    unit?: ProjectionUnit;
}): PartitionProjection {
    return checked({ type: ProjectionType.Date, to: "NOW+1DAY", format: DAY_FORMAT, ...settings });
}

/** A key that runs over whole numbers. */
export function integerProjection(settings: {
    from: number;
    to: number;
    interval?: number;
    digits?: number;
}): PartitionProjection {
    const { from, to, ...rest } = settings;
    return checked({ type: ProjectionType.Integer, from: String(from), to: String(to), ...rest });
}

/** A key whose value every query must name: for very many values, of which a query wants one. */
export function injectedProjection(): PartitionProjection {
    return { type: ProjectionType.Injected };
}

function checked(projection: PartitionProjection): PartitionProjection {
    const problems = projectionProblems("projection", projection);
    if (problems.length > 0) throw new Error(problems.join("\n"));
    return projection;
}

/** What is wrong with a projection, or nothing. */
export function projectionProblems(property: string, projection: PartitionProjection): string[] {
    const choice = choiceProblem(`${property}.type`, projection.type, ProjectionType);
    if (choice.length > 0) return choice;
    const { interval } = projection;
    const common =
        interval === undefined || (Number.isInteger(interval) && interval >= 1)
            ? []
            : [`${property}.interval is ${interval}: it takes a whole number from 1, for example 1.`];
    switch (projection.type) {
        case ProjectionType.Enum:
            return [...common, ...enumProblems(property, projection)];
        case ProjectionType.Date:
            return [...common, ...dateProblems(property, projection)];
        case ProjectionType.Integer:
            return [...common, ...integerProblems(property, projection)];
        case ProjectionType.Injected:
            return common;
    }
}

function enumProblems(property: string, { values = [] }: PartitionProjection): string[] {
    const problems: string[] = [];
    if (values.length === 0) {
        problems.push(`${property}.values is empty: give every value of the key, or use an injected projection.`);
    }
    for (const value of values) {
        if (value === "" || value.includes(",") || value !== value.trim()) {
            problems.push(
                `${property}.values holds "${value}": a value is not empty, has no comma and no space at its ends.`,
            );
        }
    }
    const doubled = values.find((value, index) => values.indexOf(value) !== index);
    if (doubled !== undefined) problems.push(`${property}.values holds "${doubled}" twice: give each value once.`);
    return problems;
}

function dateProblems(property: string, projection: PartitionProjection): string[] {
    const { from, to, format = DAY_FORMAT, unit } = projection;
    const problems = choiceProblem(`${property}.unit`, unit, ProjectionUnit);
    for (const [end, value] of [
        ["from", from],
        ["to", to],
    ] as const) {
        if (value === undefined || (!RELATIVE_DATE.test(value) && !isDateIn(format, value))) {
            problems.push(
                `${property}.${end} is ${value === undefined ? "missing" : `"${value}"`}: give a date in the format ${format}, for example "${example(format)}", or one like "NOW+1DAY".`,
            );
        }
    }
    if (from && to && isDateIn(format, from) && isDateIn(format, to) && isSortable(format) && from > to) {
        problems.push(`${property}.from "${from}" is after ${property}.to "${to}": swap them.`);
    }
    if (format !== DAY_FORMAT && unit === undefined && /[Hms]/.test(format)) {
        problems.push(`${property}.unit is missing: the format ${format} is finer than a day; give one, as "HOURS".`);
    }
    return problems;
}

function integerProblems(property: string, { from, to, digits }: PartitionProjection): string[] {
    const problems: string[] = [];
    for (const [end, value] of [
        ["from", from],
        ["to", to],
    ] as const) {
        if (value === undefined || !/^-?\d+$/.test(value) || !Number.isSafeInteger(Number(value))) {
            problems.push(`${property}.${end} is ${value ?? "missing"}: it takes a whole number, for example 0.`);
        }
    }
    if (problems.length === 0 && Number(from) > Number(to)) {
        problems.push(`${property}.from ${from} is after ${property}.to ${to}: swap them.`);
    }
    if (digits !== undefined && (!Number.isInteger(digits) || digits < 1 || digits > 19)) {
        problems.push(`${property}.digits is ${digits}: it takes a whole number from 1 to 19, for example 2.`);
    }
    return problems;
}

// Only the letters that stand for numbers are understood; a format with others is left to Athena to judge.
const WIDTHS: Record<string, string> = { y: "\\d", M: "\\d", d: "\\d", H: "\\d", m: "\\d", s: "\\d", S: "\\d" };

function isDateIn(format: string, value: string): boolean {
    if (/[^yMdHmsS\W_]/.test(format)) return true;
    const pattern = [...format]
        .map((letter) => WIDTHS[letter] ?? letter.replace(/[.*+?^${}()|[\]\\]/, "\\$&"))
        .join("");
    if (!new RegExp(`^${pattern}$`).test(value)) return false;
    return format === DAY_FORMAT ? isCalendarDay(value) : true;
}

function isCalendarDay(value: string): boolean {
    const date = new Date(value + "T00:00:00Z");
    return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(value);
}

function isSortable(format: string): boolean {
    return /^yyyy\W?(MM\W?(dd\W?(HH)?)?)?$/.test(format);
}

function example(format: string): string {
    const sample: Record<string, string> = { yyyy: "2026", MM: "01", dd: "31", HH: "00", mm: "00", ss: "00" };
    return format.replace(/yyyy|MM|dd|HH|mm|ss/g, (letters) => sample[letters] ?? letters);
}
