import type { Card } from "../../../../functions/shop/assistant";
import type { Address } from "../../../../functions/shop/identity/shopper";
import { moneyText } from "../../../../functions/shop/money";
import type { Cart, CartLine, Order, Quote } from "../../../../functions/shop/orders/types";
import { paint, type Style } from "../../../answers/style";
import { frame, type TableColumn } from "../../../answers/table";
import { count, wrapped } from "../../../answers/text";
import { oneLine, plain } from "./plain";

type ProductCard = Extract<Card, { kind: "products" }>["products"][number];
type Comparison = Extract<Card, { kind: "comparison" }>;

/** A card as lines for the terminal. */
export function renderCard(card: Card, style: Style): string[] {
    switch (card.kind) {
        case "products":
            return [title(oneLine(card.title), style), ...productTable(card.products, style)];
        case "comparison":
            return comparisonTable(card, style);
        case "cart":
            return renderCart(card.cart, style);
        case "quote":
            return renderQuote(card.quote, style);
        case "order":
            return renderOrder(card.order, style);
        case "cancellation":
            return [
                ...renderOrder(card.order, style),
                ...hint("Nothing is cancelled yet. /cancel asks you to confirm it.", style),
            ];
        case "handover":
            return handOver(card, style);
    }
}

export function renderCart(cart: Cart, style: Style): string[] {
    if (cart.lines.length === 0) return ["The cart is empty."];
    return [title("Cart", style), ...lineTable(cart.lines, style), `Subtotal ${moneyText(cart.subtotal)}`];
}

export function renderQuote(quote: Quote, style: Style): string[] {
    return [
        title("Quote", style),
        ...lineTable(quote.lines, style),
        ...totals(quote, style),
        ...hint("Nothing is ordered yet. /confirm places the order.", style),
    ];
}

export function renderOrder(order: Order, style: Style): string[] {
    const state = `${oneLine(order.order_id)}, ${order.status.replaceAll("_", " ")}, ${order.placed_at.slice(0, 10)}`;
    return [title(`Order ${state}`, style), ...lineTable(order.lines, style), ...totals(order, style)];
}

/** Orders, one a row. */
export function renderOrders(orders: readonly Order[], style: Style): string[] {
    if (orders.length === 0) return ["There are no orders yet."];
    return frame(
        [left("order"), left("placed"), left("status"), left("products"), right("total")],
        orders.map((order) => [
            oneLine(order.order_id),
            order.placed_at.slice(0, 16).replace("T", " "),
            order.status.replaceAll("_", " "),
            order.lines.map(({ quantity, name }) => `${quantity} x ${oneLine(name)}`).join(", "),
            moneyText(order.total),
        ]),
        style,
    );
}

export function addressText(address: Address): string {
    const { first_name, last_name, address1, address2, city, state, postal_code, country } = address;
    const place = [state, postal_code].filter(Boolean).join(" ");
    return oneLine([`${first_name} ${last_name}`, address1, address2, city, place, country].filter(Boolean).join(", "));
}

function productTable(products: readonly ProductCard[], style: Style): string[] {
    if (products.length === 0) return ["Nothing was found."];
    const names = [...new Set(products.map(({ name }) => name))];
    return frame(
        [right("#"), left("product"), right("price"), right("stock")],
        products.map((product, index) => [
            // One number a design: its other sizes and colours follow, and people count designs.
            products[index - 1]?.name === product.name ? "" : String(names.indexOf(product.name) + 1),
            describedProduct(product),
            moneyText(product.price),
            stockText(product.stock),
        ]),
        style,
    );
}

function describedProduct({ name, options }: ProductCard): string {
    const chosen = Object.entries(options).map(([option, value]) => `${oneLine(option)}: ${oneLine(value)}`);
    return chosen.length === 0 ? oneLine(name) : `${oneLine(name)} (${chosen.join(", ")})`;
}

function comparisonTable({ products, features }: Comparison, style: Style): string[] {
    const rows = [
        ["price", ...products.map(({ price }) => moneyText(price))],
        ["stock", ...products.map(({ stock }) => stockText(stock))],
        ...features
            // The two rows above are the catalogue's own figures.
            .filter(({ feature }) => !["price", "stock"].includes(feature.toLowerCase()))
            .map(({ feature, values }) => [oneLine(feature), ...values.map(oneLine)]),
    ];
    const columns = products.map(({ name }, index) => left(`${index + 1}. ${oneLine(name)}`));
    return [title("Side by side", style), ...frame([left(""), ...columns], rows, style)];
}

function lineTable(lines: readonly CartLine[], style: Style): string[] {
    return frame(
        [right("pieces"), left("product"), right("each"), right("together")],
        lines.map(({ quantity, name, unit_price, line_total, stock }) => [
            count(quantity),
            `${oneLine(name)}${stock < quantity ? ` (only ${count(stock)} in stock)` : ""}`,
            moneyText(unit_price),
            moneyText(line_total),
        ]),
        style,
    );
}

function totals(priced: Quote | Order, style: Style): string[] {
    const { subtotal, shipping, shipping_method, tax, total, address_id, ship_to } = priced;
    const method = oneLine(shipping_method);
    return [
        `Subtotal ${moneyText(subtotal)}, ${method} shipping ${moneyText(shipping)}, tax ${moneyText(tax)}`,
        paint(`Total ${moneyText(total)}`, "bold", style),
        ...wrapped(`To ${oneLine(address_id)}: ${addressText(ship_to)}`, style.width),
    ];
}

function handOver({ contact_id, message }: Extract<Card, { kind: "handover" }>, style: Style): string[] {
    const contact = contact_id === null ? [] : [`Contact ${oneLine(contact_id)}`];
    return [
        title(contact_id === null ? "How to reach a person" : "A person takes over", style),
        ...wrapped(plain(message), style.width),
        ...contact,
    ];
}

function stockText(stock: number): string {
    return stock === 0 ? "none" : count(stock);
}

function title(text: string, style: Style): string {
    return paint(text, "bold", style);
}

function hint(text: string, style: Style): string[] {
    return wrapped(text, style.width).map((line) => paint(line, "yellow", style));
}

function left(name: string): TableColumn {
    return { name, align: "left" };
}

function right(name: string): TableColumn {
    return { name, align: "right" };
}
