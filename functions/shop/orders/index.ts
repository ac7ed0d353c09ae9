export { recordDelivery } from "./changes";
export { DynamoShop } from "./dynamo-shop";
export { parseShopPolicy } from "./policy";
export { type Clock, systemClock } from "./retry";
export type { ShopStore } from "./store";
