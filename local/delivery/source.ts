import {
    ExpiredIteratorException,
    GetRecordsCommand,
    GetShardIteratorCommand,
    type KinesisClient,
    ListShardsCommand,
} from "@aws-sdk/client-kinesis";

import { kinesis } from "../clients";
import { calling } from "./failures";
import type { ShardRange } from "./naming";
import { compareSequence, type SourceRecord } from "./records";
import type { RoleConnections } from "./roles";

/** One read of one shard. */
export interface ShardPage {
    readonly records: readonly SourceRecord[];
    /** How far behind the newest record this read was. */
    readonly behindMs: number;
    /** Whether the shard has ended and all of it is read. */
    readonly ended: boolean;
}

/** Reads a Kinesis stream as the delivery stream's source role. */
export class KinesisSource {
    constructor(
        private readonly roles: RoleConnections,
        private readonly streamArn: string,
        private readonly roleArn: string,
    ) {}

    /** The ids of all shards, of ended ones too. */
    async shardIds(): Promise<string[]> {
        const ids: string[] = [];
        let token: string | undefined;
        do {
            const page = await this.call("kinesis:ListShards", (client) =>
                client.send(new ListShardsCommand(token ? { NextToken: token } : { StreamARN: this.streamArn })),
            );
            ids.push(...(page.Shards ?? []).flatMap((shard) => shard.ShardId ?? []));
            token = page.NextToken;
        } while (token);
        return ids;
    }

    /** @param after the sequence number to start behind; undefined: the oldest record there is */
    reader(shardId: string, after: string | undefined): ShardReader {
        return new ShardReader(this, shardId, after);
    }

    /** Reads a range again; fewer records than it counts means that the stream doesn't hold the rest any more. */
    async reread(range: ShardRange): Promise<SourceRecord[]> {
        const records: SourceRecord[] = [];
        let iterator = await this.iterator(range.shardId, { type: "AT_SEQUENCE_NUMBER", sequenceNumber: range.first });
        while (iterator && records.length < range.count) {
            const page = await this.page(range.shardId, iterator, range.count - records.length);
            const wanted = page.records.filter((record) => compareSequence(record.sequenceNumber, range.last) <= 0);
            records.push(...wanted);
            const atEnd = wanted.length < page.records.length || (wanted.length === 0 && page.behindMs === 0);
            iterator = atEnd ? undefined : page.next;
        }
        return records;
    }

    async iterator(
        shardId: string,
        from:
            | { type: "TRIM_HORIZON" }
            | { type: "AT_SEQUENCE_NUMBER" | "AFTER_SEQUENCE_NUMBER"; sequenceNumber: string },
    ): Promise<string | undefined> {
        const answer = await this.call("kinesis:GetShardIterator", (client) =>
            client.send(
                new GetShardIteratorCommand({
                    StreamARN: this.streamArn,
                    ShardId: shardId,
                    ShardIteratorType: from.type,
                    StartingSequenceNumber: from.type === "TRIM_HORIZON" ? undefined : from.sequenceNumber,
                }),
            ),
        );
        return answer.ShardIterator;
    }

    async page(
        shardId: string,
        iterator: string,
        limit: number,
    ): Promise<{ records: SourceRecord[]; behindMs: number; next: string | undefined }> {
        const answer = await this.call("kinesis:GetRecords", (client) =>
            client.send(new GetRecordsCommand({ StreamARN: this.streamArn, ShardIterator: iterator, Limit: limit })),
        );
        const records = (answer.Records ?? []).map((record) => ({
            shardId,
            sequenceNumber: record.SequenceNumber ?? "",
            partitionKey: record.PartitionKey ?? "",
            arrivalMs: record.ApproximateArrivalTimestamp?.getTime() ?? Date.now(),
            data: record.Data ?? new Uint8Array(),
        }));
        return { records, behindMs: answer.MillisBehindLatest ?? 0, next: answer.NextShardIterator };
    }

    private async call<T>(action: string, send: (client: KinesisClient) => Promise<T>): Promise<T> {
        const client = kinesis(await this.roles.connection(this.roleArn));
        return calling({ action, resource: this.streamArn, roleArn: this.roleArn }, () => send(client));
    }
}

/** Reads one shard from a position on, page by page. */
export class ShardReader {
    private iterator: string | undefined;
    private ended = false;

    constructor(
        private readonly source: KinesisSource,
        readonly shardId: string,
        private after: string | undefined,
    ) {}

    async read(limit: number): Promise<ShardPage> {
        if (this.ended) return { records: [], behindMs: 0, ended: true };
        this.iterator ??= await this.source.iterator(
            this.shardId,
            this.after === undefined
                ? { type: "TRIM_HORIZON" }
                : { type: "AFTER_SEQUENCE_NUMBER", sequenceNumber: this.after },
        );
        if (this.iterator === undefined) return this.end();
        let page: Awaited<ReturnType<KinesisSource["page"]>>;
        try {
            page = await this.source.page(this.shardId, this.iterator, limit);
        } catch (error) {
            // The next read takes a new iterator from the last record on, whatever the reason.
            this.iterator = undefined;
            if (error instanceof Error && error.cause instanceof ExpiredIteratorException) {
                return { records: [], behindMs: 1, ended: false };
            }
            throw error;
        }
        this.iterator = page.next;
        this.after = page.records.at(-1)?.sequenceNumber ?? this.after;
        if (page.next === undefined) return { ...this.end(), records: page.records };
        return { records: page.records, behindMs: page.behindMs, ended: false };
    }

    private end(): ShardPage {
        this.ended = true;
        return { records: [], behindMs: 0, ended: true };
    }
}
