import { agent } from "./agent";
import { knowledge } from "./knowledge";
import { productApi, signIn, tables } from "./shop";

const { products } = tables();
productApi(products);
signIn();
agent(knowledge());
