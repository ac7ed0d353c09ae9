import { BedrockAgentRuntimeClient } from "@aws-sdk/client-bedrock-agent-runtime";
import { ConnectClient } from "@aws-sdk/client-connect";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { NodeHttpHandler } from "@smithy/node-http-handler";
import { once } from "../../shared/once";

/** Shorter than a tool may take: so a call that hangs is tried again, and its failure is told and not only waited for. */
const bounds = { connectionTimeout: 1_000, requestTimeout: 4_000, throwOnRequestTimeout: true };

/**
 * One client each for the life of the process, made when it is first needed. Marked as pure, so that a bundle leaves out
 * those that its function doesn't use.
 */
export const dynamodb = /* @__PURE__ */ once(() => new DynamoDBClient({ requestHandler: bounds }));
export const connect = /* @__PURE__ */ once(() => new ConnectClient({ requestHandler: bounds }));
/**
 * Over HTTP/1.1: by default this client speaks HTTP/2, whose session doesn't live through the freeze between invocations,
 * and whose requests the local emulator can't verify.
 */
export const bedrockAgentRuntime = /* @__PURE__ */ once(
    () => new BedrockAgentRuntimeClient({ requestHandler: new NodeHttpHandler(bounds) }),
);
