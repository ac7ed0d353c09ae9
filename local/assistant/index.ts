export { type AssistantOptions, type LocalAssistant, startAssistant } from "./assistant";
export { AssistantClient, AssistantRefusal } from "./client";
export { type DeployedShop, shopOf } from "./deployed-shop";
export type { Health, Session } from "./protocol";
