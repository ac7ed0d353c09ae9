import { type ShopEvent, timestampAt } from "../shop/lake";
import { ItemKind, type OrderItem } from "../shop/orders/items";

/**
 * The rows of one change of an order: its new version, and its lines with the first one. Nothing for other items, for what
 * was deleted, and for a change that made no new version.
 */
export function eventsOf(
    change: "INSERT" | "MODIFY" | "REMOVE",
    after: unknown,
    before: unknown,
): readonly ShopEvent[] {
    if (change === "REMOVE" || !isOrder(after) || (isOrder(before) && before.version === after.version)) {
        return [];
    }
    return change === "INSERT" ? [versionEvent(after), ...lineEvents(after)] : [versionEvent(after)];
}

function isOrder(item: unknown): item is OrderItem {
    return typeof item === "object" && item !== null && "kind" in item && item.kind === ItemKind.Order;
}

function versionEvent(order: OrderItem): ShopEvent {
    return {
        table: "orders",
        row: {
            event_id: `${order.order_id}:${order.version}`,
            order_id: order.order_id,
            status: order.status,
            placed_ts: instant(order.placed_at),
            updated_ts: instant(order.updated_at),
            shopper_id: order.shopper_id,
            conversation_id: order.conversation_id,
            currency: order.total.currency,
            subtotal_minor: order.subtotal.amount_minor,
            shipping_minor: order.shipping.amount_minor,
            tax_minor: order.tax.amount_minor,
            total_minor: order.total.amount_minor,
            line_count: order.lines.length,
            shipping_method: order.shipping_method,
            ship_to_country: order.ship_to.country,
            ship_to_state: order.ship_to.state,
        },
    };
}

function lineEvents(order: OrderItem): ShopEvent[] {
    return order.lines.map((line, index) => ({
        table: "order_lines",
        row: {
            event_id: `${order.order_id}:line:${index + 1}`,
            order_id: order.order_id,
            line_number: index + 1,
            placed_ts: instant(order.placed_at),
            product_id: line.product_id,
            product_name: line.name,
            quantity: line.quantity,
            currency: line.line_total.currency,
            unit_price_minor: line.unit_price.amount_minor,
            line_total_minor: line.line_total.amount_minor,
        },
    }));
}

function instant(iso: string) {
    return timestampAt(Date.parse(iso));
}
