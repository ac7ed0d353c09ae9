import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { type Document, documentsIn, type Unreadable } from "../../functions/shared/documents";
import type { Feed, Message } from "./plan";

/** What a user's own files hold, found by reading them once. */
export interface RecordsSummary {
    readonly files: readonly string[];
    readonly sent: Record<Feed, number>;
    /** Parts that are no JSON object: they are sent as they are, so that the lake shows what becomes of them. */
    readonly unreadable: number;
    /** Ids of the Amazon Connect instances that the documents name. */
    readonly instanceIds: readonly string[];
    /** Earliest UTC day that a document belongs to, `yyyy-MM-dd`; undefined where none says. */
    readonly firstDay: string | undefined;
}

const FILE_PATTERN = /\.(json|jsonl|ndjson|txt|log)(\.gz)?$|^[^.]+(\.gz)?$/i;
/** A file is held in memory as one text. */
const MAX_FILE_BYTES = 256 * 2 ** 20;
const INSTANCE_PATTERN = /instance\/([0-9a-f-]{36})/i;

/**
 * Reads a file, or every data file below a folder, once through.
 * @throws Error naming the path when nothing is there, it can't be read, or it holds nothing.
 */
export function summariseRecords(path: string): RecordsSummary {
    const files = dataFiles(path);
    const sent: Record<Feed, number> = { contactRecords: 0, agentEvents: 0 };
    const instanceIds = new Set<string>();
    let unreadable = 0;
    let firstDay: string | undefined;
    for (const part of partsOf(files)) {
        sent[feedOf(part)]++;
        if (!("value" in part)) {
            unreadable++;
            continue;
        }
        const instance = INSTANCE_PATTERN.exec(String(part.value.InstanceARN ?? ""))?.[1];
        if (instance) instanceIds.add(instance.toLowerCase());
        const day = dayOf(part);
        if (day !== undefined && (firstDay === undefined || day < firstDay)) firstDay = day;
    }
    if (sent.contactRecords + sent.agentEvents === 0) throw new Error(`${path} holds no records.`);
    return { files, sent, unreadable, instanceIds: [...instanceIds].sort(), firstDay };
}

/** The documents in the files, in their order, each as a message for the stream that it belongs to. */
export function* recordMessages(files: readonly string[]): Generator<Message> {
    let index = 0;
    for (const part of partsOf(files)) {
        const key = "value" in part ? (part.value.ContactId ?? part.value.AgentARN) : undefined;
        const partitionKey = typeof key === "string" && key !== "" ? key.slice(0, 256) : `record-${index}`;
        index++;
        yield { feed: feedOf(part), partitionKey, data: part.text };
    }
}

function dataFiles(path: string): string[] {
    let isDirectory: boolean;
    try {
        isDirectory = statSync(path).isDirectory();
    } catch {
        throw new Error(`--records: there is no file or folder ${path}.`);
    }
    if (!isDirectory) return [path];
    const files = readdirSync(path, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile() && FILE_PATTERN.test(entry.name))
        .map((entry) => join(entry.parentPath, entry.name))
        .sort();
    if (files.length === 0) throw new Error(`--records: ${path} holds no .json, .jsonl, .ndjson or .gz file.`);
    return files;
}

function* partsOf(files: readonly string[]): Generator<Document | Unreadable> {
    for (const file of files) {
        const text = textOf(file);
        if (text.trim() !== "") yield* documentsIn(text);
    }
}

function textOf(file: string): string {
    try {
        const bytes = readFileSync(file);
        const isGzip = bytes[0] === 0x1f && bytes[1] === 0x8b;
        const unpacked = isGzip ? gunzipSync(bytes, { maxOutputLength: MAX_FILE_BYTES }) : bytes;
        if (unpacked.length > MAX_FILE_BYTES) throw new RangeError();
        return unpacked.toString("utf8").replace(/^\uFEFF/, "");
    } catch (error) {
        const reason =
            error instanceof RangeError
                ? `it holds more than ${MAX_FILE_BYTES / 2 ** 20} MiB: split it into smaller files`
                : error instanceof Error
                  ? error.message
                  : String(error);
        throw new Error(`--records: can't read ${file}: ${reason}.`);
    }
}

function feedOf(part: Document | Unreadable): Feed {
    if (!("value" in part)) return "contactRecords";
    return "EventType" in part.value || "CurrentAgentSnapshot" in part.value ? "agentEvents" : "contactRecords";
}

function dayOf({ value }: Document): string | undefined {
    const time = Date.parse(String(value.InitiationTimestamp ?? value.EventTimestamp ?? ""));
    return Number.isNaN(time) || time <= 0 ? undefined : new Date(time).toISOString().slice(0, 10);
}
