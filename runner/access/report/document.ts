import type { AccessChange } from "../difference";
import type { AccessFilter, AccessMatrix } from "../matrix-types";

/** Names the form, so that another JSON file isn't taken for one. */
export const ACCESS_FORMAT = "lakefront-access";

/** Grows by one when a reader of the form before would go wrong. */
export const ACCESS_FORMAT_VERSION = 1;

/** An access matrix with where it comes from, as `lakefront access --format json` writes it. */
export interface AccessDocument extends AccessMatrix {
    format: typeof ACCESS_FORMAT;
    version: typeof ACCESS_FORMAT_VERSION;
    project: string;
    stack: string;
    filter: AccessFilter;
    /** Against an earlier document, where there was one. */
    changes?: AccessChange[];
}

/** A file that isn't an access document, or not one that can be compared with. */
export class AccessDocumentError extends Error {
    override readonly name = "AccessDocumentError";
}

export function writeAccessJson(document: AccessDocument): string {
    return `${JSON.stringify(document, undefined, 2)}\n`;
}

/**
 * Reads a document back.
 *
 * @param source what to call it in a message, such as the file's name
 * @throws AccessDocumentError for text that isn't JSON, another form, or another version of the form
 */
export function readAccessDocument(text: string, source: string): AccessDocument {
    const refuse = (what: string): never => {
        throw new AccessDocumentError(
            `${source} ${what}. Write it with: lakefront access --stack <name> --format json --output ${source}`,
        );
    };
    const value = parsed(text) ?? refuse("is not a JSON object");
    if (value.format !== ACCESS_FORMAT) refuse("is no access matrix");
    if (value.version !== ACCESS_FORMAT_VERSION) {
        refuse(
            `has version ${JSON.stringify(value.version)} of the form, and this program reads ${ACCESS_FORMAT_VERSION}`,
        );
    }
    return isDocument(value) ? value : refuse("is an access matrix that is broken: parts of it are missing");
}

/**
 * Refuses to compare what doesn't compare: two different parts of the matrix.
 *
 * @throws AccessDocumentError
 */
export function assertComparable(before: AccessDocument, after: AccessDocument, source: string): void {
    const said = ({ principal, table }: AccessFilter) =>
        `${principal === undefined ? "all principals" : `--principal ${principal}`} and ${table === undefined ? "all tables" : `--table ${table}`}`;
    if (said(before.filter) !== said(after.filter)) {
        throw new AccessDocumentError(
            `${source} was made for ${said(before.filter)}, and this run is for ${said(after.filter)}: give both the same options`,
        );
    }
}

type Fields = Record<string, unknown>;

function parsed(text: string): Fields | undefined {
    try {
        const value: unknown = JSON.parse(text);
        return isFields(value) ? value : undefined;
    } catch {
        return undefined;
    }
}

/** Checks what the comparison and the writers reach into; the version vouches for the rest. */
function isDocument(value: Fields): value is Fields & AccessDocument {
    return (
        typeof value.project === "string" &&
        typeof value.stack === "string" &&
        isFields(value.filter) &&
        isListOf(value.tables, ["database", "table"], ["columns", "personal"]) &&
        isListOf(
            value.rows,
            ["principal", "database", "table", "decidedBy"],
            ["verbs", "grantable", "personal", "notes", "via"],
        ) &&
        Array.isArray(value.rows) &&
        value.rows.every((row) => Array.isArray(row.cells) && row.cells.every(isCellGroup)) &&
        isListOf(value.databases, ["principal", "database"], ["verbs", "grantable", "via"]) &&
        isListOf(value.locations, ["principal", "path"], []) &&
        isListOf(value.administrators, ["principal"], []) &&
        isListOf(value.undetermined, ["resource", "reason"], [])
    );
}

function isCellGroup(value: unknown): boolean {
    if (!isFields(value) || !isFields(value.columns)) return false;
    const names = value.columns.only ?? value.columns.except;
    return Array.isArray(names) && (value.rows === "all" || Array.isArray(value.rows));
}

function isListOf(value: unknown, texts: string[], lists: string[]): boolean {
    return (
        Array.isArray(value) &&
        value.every(
            (member) =>
                isFields(member) &&
                texts.every((name) => typeof member[name] === "string") &&
                lists.every((name) => Array.isArray(member[name])),
        )
    );
}

function isFields(value: unknown): value is Fields {
    return typeof value === "object" && value !== null && !Array.isArray(value);
}
