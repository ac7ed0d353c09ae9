import { dataKey, logStore } from "../parts";
import { answering } from "./assistant";
import { knowledgeBases } from "./knowledge";
import { orderEvents, sender, uploads } from "./orders";
import { catalogStore, tables } from "./stores";
import { shopApi } from "./web";

const key = dataKey("shop", [
    "bedrock.amazonaws.com",
    "cloudwatch.amazonaws.com",
    "indexing.s3vectors.amazonaws.com",
    "logs.eu-central-1.amazonaws.com",
    "s3.amazonaws.com",
]);
const shop = tables(key);
const catalog = catalogStore(key, logStore("access-logs", key));
const knowledge = knowledgeBases(key, catalog);
uploads(key, catalog, shop.products);
orderEvents(key, shop.orders, sender());
shopApi(key, shop);
answering(key, knowledge, shop);
