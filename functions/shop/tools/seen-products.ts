import type { Product } from "../catalog/product";
import type { ToolContext } from "./ports";
import { assertSeen, unknownId } from "./seen";

/** At least one. */
type Some<T> = readonly [T, ...T[]];

/**
 * Products that the conversation has seen, as they are now, in the order of their ids.
 *
 * @throws a `ToolFailure` where one was never seen or is gone
 */
export async function seenProducts(context: ToolContext, ids: Some<string>): Promise<Some<Product>> {
    const [[first, ...others]] = await Promise.all([context.catalog.get(ids), assertSeen(context, "product", ids)]);
    const gone = ids.filter((id) => id !== first?.id && !others.some((product) => product.id === id));
    if (first === undefined || gone.length > 0) throw unknownId("product", gone);
    return [first, ...others];
}
