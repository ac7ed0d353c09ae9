import {
    ApplyGuardrailCommand,
    type ApplyGuardrailCommandInput,
    type ApplyGuardrailCommandOutput,
    BedrockRuntimeClient,
    ConverseStreamCommand,
    type ConverseStreamCommandInput,
    type ConverseStreamOutput,
} from "@aws-sdk/client-bedrock-runtime";
import { NodeHttpHandler } from "@smithy/node-http-handler";

/** What the loop needs of Amazon Bedrock. */
export interface ModelClient {
    converse(input: ConverseStreamCommandInput, signal: AbortSignal): Promise<AsyncIterable<ConverseStreamOutput>>;
    applyGuardrail(input: ApplyGuardrailCommandInput, signal: AbortSignal): Promise<ApplyGuardrailCommandOutput>;
}

/** Amazon Bedrock, over HTTP/1.1: a connection of HTTP/2 doesn't live through the freeze between invocations. */
export function bedrockModelClient(): ModelClient {
    // The loop repeats calls itself: it knows whether a shopper still waits, and what was shown already.
    const client = new BedrockRuntimeClient({
        maxAttempts: 1,
        requestHandler: new NodeHttpHandler({ connectionTimeout: 2_000, socketTimeout: 30_000 }),
    });
    return {
        async converse(input, abortSignal) {
            const { stream } = await client.send(new ConverseStreamCommand(input), { abortSignal });
            if (stream === undefined) throw new Error("The service answered without a stream.");
            return stream;
        },
        applyGuardrail: (input, abortSignal) => client.send(new ApplyGuardrailCommand(input), { abortSignal }),
    };
}
