export { timestampAt } from "../../shared/timestamps";
export { eventText, type ShopEvent, type ShopRow } from "./events";
export { type ShopEvents, shopEvents, shopEventsOver } from "./publish";
