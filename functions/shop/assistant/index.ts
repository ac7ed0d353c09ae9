export { type Assistant, AssistantRuntime, assistantFromEnvironment } from "./environment";
export type { AssistantEvent, Card } from "./events";
export { longestMessage } from "./message";
export { runTurn, type TurnLog, type TurnRequest, type TurnSurroundings } from "./turn";
