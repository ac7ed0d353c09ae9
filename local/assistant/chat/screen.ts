import type { AssistantEvent, Card } from "../../../functions/shop/assistant";
import type { Order } from "../../../functions/shop/orders/types";
import { paint, type Style } from "../../answers/style";
import type { Mail } from "../../shop-access";
import { renderCard, renderOrders } from "./render/cards";
import { oneLine, plain } from "./render/plain";
import { TurnPrinter } from "./render/turn-printer";

/** Where a chat is shown. */
export interface Screen {
    /** Prints a turn's events; `end` when it is over. */
    turn(): { print(event: AssistantEvent): void; end(): void };
    card(card: Card): void;
    orders(orders: readonly Order[]): void;
    mail(mails: readonly Mail[]): void;
    /** Something for people alone. */
    notice(text: string): void;
    problem(text: string): void;
}

export interface TextScreenOptions {
    readonly style: Style;
    readonly wraps: boolean;
    readonly trace: boolean;
    readonly write: (text: string) => void;
}

/** For people: text and tables. */
export function textScreen({ style, wraps, trace, write }: TextScreenOptions): Screen {
    const lines = (all: readonly string[]) => write(`${all.join("\n")}\n`);
    return {
        turn: () => new TurnPrinter({ style, wraps, trace, write }),
        card: (card) => lines(renderCard(card, style)),
        orders: (orders) => lines(renderOrders(orders, style)),
        mail: (mails) => lines(mails.length === 0 ? ["No mail yet."] : mails.flatMap((mail) => mailLines(mail, style))),
        notice: (text) => lines([paint(text, "dim", style)]),
        problem: (text) => lines([paint(plain(text), "red", style)]),
    };
}

/** For programs: one JSON object a line, and nothing else; what is for people goes elsewhere. */
export function jsonScreen(write: (text: string) => void, tell: (text: string) => void): Screen {
    const line = (value: unknown) => write(`${JSON.stringify(value)}\n`);
    const card = (shown: Card) => line({ type: "card", card: shown });
    return {
        turn: () => ({ print: line, end: () => {} }),
        card,
        orders: (orders) => {
            for (const order of orders) card({ kind: "order", order });
        },
        mail: (mails) => {
            for (const mail of mails) line({ type: "mail", mail });
        },
        notice: (text) => tell(`${text}\n`),
        problem: (text) => tell(`${plain(text)}\n`),
    };
}

function mailLines({ subject, from, sentAt, text }: Mail, style: Style): string[] {
    return [
        paint(oneLine(subject), "bold", style),
        paint(`from ${oneLine(from)}, ${sentAt.toISOString().slice(0, 16).replace("T", " ")} UTC`, "dim", style),
        plain(text).trimEnd(),
        "",
    ];
}
