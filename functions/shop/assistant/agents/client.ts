import { BedrockAgentRuntimeClient, InvokeAgentCommand } from "@aws-sdk/client-bedrock-agent-runtime";
import type { AgentClient } from "./runtime";

/** Amazon Bedrock's agents. A turn may be silent for as long as its tools and its model take together. */
export function bedrockAgentClient(): AgentClient {
    const client = new BedrockAgentRuntimeClient({
        maxAttempts: 1,
        requestHandler: { connectionTimeout: 2_000, requestTimeout: 120_000 },
    });
    return {
        async invoke(input, abortSignal) {
            const { completion } = await client.send(new InvokeAgentCommand(input), { abortSignal });
            if (completion === undefined) throw new Error("The agent answered without a stream.");
            return completion;
        },
    };
}
