import { moneyText } from "../shop/money";
import type { OrderItem } from "../shop/orders/items";

/** A mail in both forms. */
export interface Mail {
    readonly subject: string;
    readonly text: string;
    readonly html: string;
}

/** The confirmation of an order. Everything in it comes from the order; nothing in it can be markup or another header. */
export function confirmationOf(order: OrderItem, shopName: string): Mail {
    const shop = oneLine(shopName);
    const sections = [
        [`Hello${order.given_name === null ? "" : ` ${oneLine(order.given_name)}`},`],
        [`thank you for your order at ${shop}. Its number is ${order.order_id}.`],
        order.lines.map(({ quantity, name, line_total }) => `${quantity} × ${oneLine(name)}: ${moneyText(line_total)}`),
        [
            `Subtotal: ${moneyText(order.subtotal)}`,
            `Shipping (${oneLine(order.shipping_method)}): ${moneyText(order.shipping)}`,
            `Tax: ${moneyText(order.tax)}`,
            `Total: ${moneyText(order.total)}`,
        ],
        ["It goes to:", ...addressLines(order)],
        ["You can see it, and cancel it until it is sent, in the shop under your orders."],
    ];
    return {
        subject: `Your order ${order.order_id} at ${shop}`,
        text: `${sections.map((lines) => lines.join("\n")).join("\n\n")}\n`,
        html: page(sections),
    };
}

function addressLines({ ship_to: to }: OrderItem): string[] {
    return [
        `${to.first_name} ${to.last_name}`,
        to.address1,
        ...(to.address2 === null ? [] : [to.address2]),
        [to.city, to.state, to.postal_code].filter((part) => part !== null).join(" "),
        to.country,
    ].map(oneLine);
}

function page(sections: readonly (readonly string[])[]): string {
    const paragraphs = sections.map((lines) => `<p>${lines.map(escaped).join("<br>")}</p>`);
    return `<!doctype html><html lang="en"><head><meta charset="utf-8"></head><body>${paragraphs.join("")}</body></html>\n`;
}

/** Text without line breaks and other control characters: a name must not be able to begin a line, or a header. */
function oneLine(text: string): string {
    return text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, " ").trim();
}

function escaped(text: string): string {
    return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
