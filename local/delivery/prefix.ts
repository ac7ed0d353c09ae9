import { createHash } from "node:crypto";

/** What the expressions of a prefix are filled in from. */
export interface PrefixContext {
    /** Approximate arrival of the oldest record in the object, in ms since 1970. */
    readonly timestampMs: number;
    readonly partitionKeys?: Readonly<Record<string, string>>;
    /** Set for objects with failed records only. */
    readonly errorOutputType?: string;
    /** Where `random-string` comes from: the same seed gives the same string, so that a retry gives the same key. */
    readonly seed: string;
}

const EXPRESSION = /!\{([A-Za-z]+):([^}]*)\}/g;
const DEFAULT_TIME = "!{timestamp:yyyy/MM/dd/HH/}";

/**
 * A Firehose prefix with its expressions filled in, as
 * https://docs.aws.amazon.com/firehose/latest/dev/s3-prefixes.html says. A prefix without any expression
 * gets the default `yyyy/MM/dd/HH/` behind it.
 * @throws Error for an expression that Firehose doesn't have, or whose value is missing
 */
export function evaluatePrefix(prefix: string, context: PrefixContext): string {
    return fill(hasExpression(prefix) ? prefix : prefix + DEFAULT_TIME, context);
}

/** The same for failed records: without an expression, the kind of error and the time follow the prefix. */
export function evaluateErrorPrefix(
    errorPrefix: string | undefined,
    prefix: string,
    context: PrefixContext & { readonly errorOutputType: string },
): string {
    const base = errorPrefix ?? (hasExpression(prefix) ? "" : prefix);
    return fill(hasExpression(base) ? base : `${base}!{firehose:error-output-type}/${DEFAULT_TIME}`, context);
}

function hasExpression(prefix: string): boolean {
    return prefix.search(EXPRESSION) >= 0;
}

function fill(prefix: string, context: PrefixContext): string {
    let instance = 0;
    return prefix.replace(EXPRESSION, (expression: string, namespace: string, value: string) => {
        switch (namespace) {
            case "timestamp":
                return formatTimestamp(value, context.timestampMs);
            case "partitionKeyFromLambda": {
                const key = context.partitionKeys?.[value];
                if (!key) throw new Error(`${expression}: the function returned no partition key "${value}"`);
                return key;
            }
            case "firehose":
                if (value === "random-string") return randomString(`${context.seed}/${instance++}`);
                if (value === "error-output-type" && context.errorOutputType) return context.errorOutputType;
        }
        throw new Error(`${expression}: can't be filled in here`);
    });
}

/** Eleven letters and digits, as many as Firehose's. */
function randomString(seed: string): string {
    return BigInt(`0x${createHash("sha256").update(seed).digest("hex").slice(0, 24)}`)
        .toString(36)
        .padStart(11, "0")
        .slice(0, 11);
}

/**
 * The part of Java's DateTimeFormatter that prefixes use (`y M d H m s S` and quoted text), in UTC.
 * @throws Error for any other pattern letter
 */
export function formatTimestamp(pattern: string, timestampMs: number): string {
    const at = new Date(timestampMs);
    const fields: Record<string, number> = {
        y: at.getUTCFullYear(),
        M: at.getUTCMonth() + 1,
        d: at.getUTCDate(),
        H: at.getUTCHours(),
        m: at.getUTCMinutes(),
        s: at.getUTCSeconds(),
        S: at.getUTCMilliseconds(),
    };
    return pattern.replace(/'([^']*)'|([A-Za-z])\2*/g, (run: string, quoted: string | undefined, letter: string) => {
        if (quoted !== undefined) return quoted || "'";
        const field = fields[letter];
        if (field === undefined) throw new Error(`timestamp pattern "${pattern}": "${run}" is not supported here`);
        if (letter === "S") return String(field).padStart(3, "0").padEnd(run.length, "0").slice(0, run.length);
        const text = String(field).padStart(run.length, "0");
        return letter === "y" && run.length === 2 ? text.slice(-2) : text;
    });
}
