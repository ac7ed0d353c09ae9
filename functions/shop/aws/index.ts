export { catalogReader } from "./catalog-reader";
export { bedrockAgentRuntime, dynamodb } from "./clients";
export { conversationMemory } from "./conversation-memory";
export { type Conversations, conversations, type KeptTurn, Ownership, type TurnLease } from "./conversation-store";
export { catalogFrom, searchFrom, type ToolContexts, toolContextsFrom } from "./environment";
export type { ChatToJoin } from "./hand-over";
export { knowledgeSearch } from "./knowledge-search";
export { outcomesSince, type RecordedOutcome, recordOutcome } from "./tool-outcomes";
