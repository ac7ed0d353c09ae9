import { transformHandler } from "../shared/lambda";
import { agentEventMapping } from "./mapping";

/** Firehose's data transformation for the feed of agent events. */
export const handler = transformHandler(agentEventMapping);
