export { AWKWARD_IDS, INJECTED_IDS, SAME_NAME } from "./awkward";
export { type CatalogueOptions, catalogue, DEFAULT_PRODUCTS, DEFAULT_SEED } from "./catalogue";
export { MEMBER_PRICE_LIST } from "./design";
export { excerpt } from "./excerpt";
export { jsonLines } from "./lines";
