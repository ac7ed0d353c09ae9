import { answerPolicy } from "./answer-policy";
import { cancelOrder } from "./cancel-order";
import { changeCart } from "./change-cart";
import { compareProducts } from "./compare-products";
import type { Tool } from "./define";
import { getProduct } from "./get-product";
import { handOver } from "./hand-over";
import { orderStatus } from "./order-status";
import { quoteCart } from "./quote-cart";
import { relatedProducts } from "./related-products";
import { searchProducts } from "./search-products";
import { viewCart } from "./view-cart";

/** All that the assistant can do. The classic agent service takes eleven operations at most; none places an order. */
export const TOOLS: readonly Tool[] = [
    searchProducts,
    getProduct,
    compareProducts,
    relatedProducts,
    viewCart,
    changeCart,
    quoteCart,
    orderStatus,
    cancelOrder,
    answerPolicy,
    handOver,
];

const byName: ReadonlyMap<string, Tool> = new Map(TOOLS.map((tool) => [tool.name, tool]));

export function toolNamed(name: string): Tool | undefined {
    return byName.get(name);
}
