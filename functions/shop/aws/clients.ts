import { BedrockAgentRuntimeClient } from "@aws-sdk/client-bedrock-agent-runtime";
import { ConnectClient } from "@aws-sdk/client-connect";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";

/** Shorter than a tool may take: so a call that hangs is tried again, and its failure is told and not only waited for. */
const bounds = { requestHandler: { connectionTimeout: 1_000, requestTimeout: 4_000, throwOnRequestTimeout: true } };

/**
 * One client each for the life of the process, made when it is first needed. Marked as pure, so that a bundle leaves out
 * those that its function doesn't use.
 */
export const dynamodb = /* @__PURE__ */ once(() => new DynamoDBClient(bounds));
export const bedrockAgentRuntime = /* @__PURE__ */ once(() => new BedrockAgentRuntimeClient(bounds));
export const connect = /* @__PURE__ */ once(() => new ConnectClient(bounds));

function once<T>(make: () => T): () => T {
    let made: T | undefined;
    return () => {
        made ??= make();
        return made;
    };
}
