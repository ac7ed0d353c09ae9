export { type AssistantOptions, type LocalAssistant, startAssistant } from "./assistant";
export { AssistantClient, AssistantRefusal } from "./client";
export { type DeployedShop, shopOf } from "./deployed-shop";
export { type PlayedShop, type PlayShopOptions, playShop } from "./play";
export type { Health, Session } from "./protocol";
