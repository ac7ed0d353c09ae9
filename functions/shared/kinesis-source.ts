import { once } from "./once";
import { type SourceStream, sourceStream } from "./source-stream";

/** The Kinesis stream that a feed reads from. */
export function kinesisSource(streamName: string): SourceStream {
    const client = once(async () => {
        const { KinesisClient, PutRecordsCommand } = await import("@aws-sdk/client-kinesis");
        const { NodeHttpHandler } = await import("@smithy/node-http-handler");
        // This client speaks HTTP/2 by default. For one call now and then that gains nothing, a session doesn't live through
        // the freeze between invocations, and the local emulator can't verify the signature of an HTTP/2 request.
        return { kinesis: new KinesisClient({ requestHandler: new NodeHttpHandler() }), PutRecordsCommand };
    });
    return sourceStream(
        async (documents) => {
            const { kinesis, PutRecordsCommand } = await client();
            const { Records = [] } = await kinesis.send(
                new PutRecordsCommand({
                    StreamName: streamName,
                    Records: documents.map(({ text, partitionKey }) => ({
                        Data: Buffer.from(text),
                        PartitionKey: partitionKey,
                    })),
                }),
            );
            return documents.map((_, index) => Records[index]?.ErrorCode === undefined && Records[index] !== undefined);
        },
        (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
    );
}
