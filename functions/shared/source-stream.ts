/** A document to put back. */
export interface StreamDocument {
    readonly text: string;
    readonly partitionKey: string;
}

/** The stream that a feed reads from, to put documents back to that can't be delivered with their record. */
export interface SourceStream {
    /**
     * Puts each document as a record of its own.
     *
     * @returns the indexes of those that the stream did not take, after several attempts.
     */
    put(documents: readonly StreamDocument[]): Promise<readonly number[]>;
}

/** Limits of one request: https://docs.aws.amazon.com/kinesis/latest/APIReference/API_PutRecords.html */
const maximumRecords = 500;
const maximumBytes = 4 * 1_024 * 1_024;
const attempts = 5;
const firstDelayMs = 100;

/** Puts one request's documents; returns, for each, whether the stream took it. */
export type PutRequest = (documents: readonly StreamDocument[]) => Promise<readonly boolean[]>;

/** A stream over single requests: splits by the service's limits, and repeats what was throttled, waiting longer each time. */
export function sourceStream(request: PutRequest, wait: (milliseconds: number) => Promise<void>): SourceStream {
    return {
        async put(documents) {
            let pending = documents.map((_, index) => index);
            for (let attempt = 0; attempt < attempts && pending.length > 0; attempt += 1) {
                if (attempt > 0) {
                    await wait(firstDelayMs * 2 ** (attempt - 1));
                }
                pending = await putOnce(documents, pending, request);
            }
            return pending;
        },
    };
}

async function putOnce(documents: readonly StreamDocument[], pending: readonly number[], request: PutRequest) {
    const left: number[] = [];
    for (const indexes of requests(documents, pending)) {
        const taken = await request(indexes.flatMap((index) => documents[index] ?? []));
        left.push(...indexes.filter((_, position) => taken[position] !== true));
    }
    return left;
}

function requests(documents: readonly StreamDocument[], pending: readonly number[]): number[][] {
    const groups: number[][] = [];
    let size = 0;
    for (const index of pending) {
        const document = documents[index];
        const bytes = document === undefined ? 0 : Buffer.byteLength(document.text) + document.partitionKey.length;
        const current = groups.at(-1);
        if (current === undefined || current.length === maximumRecords || size + bytes > maximumBytes) {
            groups.push([index]);
            size = bytes;
        } else {
            current.push(index);
            size += bytes;
        }
    }
    return groups;
}
