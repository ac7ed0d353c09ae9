import { moneyText } from "../../../functions/shop/money";
import type { Mail } from "../../shop-access";
import type { ShopperSession } from "../shopper-session";
import { addressText } from "./render/cards";
import type { Screen } from "./screen";

/** What commands need beyond the shopper. */
export interface ChatWorld {
    readonly signIn: (persona: string) => Promise<ShopperSession>;
    readonly personas: readonly { readonly key: string; readonly summary: string }[];
    /** Oldest first, of everybody. */
    readonly inbox: () => Promise<readonly Mail[]>;
}

interface Scene extends ChatWorld {
    readonly shopper: ShopperSession;
    readonly screen: Screen;
    /** Undefined when there is nobody to answer. */
    readonly ask: (question: string) => Promise<string | undefined>;
}

/** Another shopper to go on as, or the end; undefined to go on. */
type Next = ShopperSession | "quit" | undefined;

interface Command {
    readonly usage: string;
    readonly help: string;
    run(scene: Scene, argument: string): Promise<Next>;
}

const COMMANDS: Readonly<Record<string, Command>> = {
    confirm: { usage: "/confirm", help: "place the order of the last quote", run: confirm },
    cancel: { usage: "/cancel [order]", help: "cancel an order that isn't sent yet", run: cancel },
    cart: { usage: "/cart", help: "show the cart", run: cart },
    orders: { usage: "/orders", help: "list the orders", run: orders },
    mail: { usage: "/mail", help: "read the mail that the shop has sent to this shopper", run: mail },
    persona: { usage: "/persona [name]", help: "list the sample shoppers, or become another one", run: persona },
    help: { usage: "/help", help: "show this", run: help },
    quit: { usage: "/quit", help: "leave", run: async () => "quit" },
};

/** Carries out a line that begins with a slash. @throws Error in words for the shopper */
export async function command(line: string, scene: Scene): Promise<Next> {
    const [name = "", ...rest] = line.slice(1).split(/\s+/);
    const found = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
    if (found === undefined) throw new Error(`There is no command /${name}; /help lists them.`);
    return found.run(scene, rest.join(" "));
}

/** One line a command. */
export function commandHelp(): string {
    const width = Math.max(...Object.values(COMMANDS).map(({ usage }) => usage.length));
    return Object.values(COMMANDS)
        .map(({ usage, help: text }) => `  ${usage.padEnd(width)}  ${text}`)
        .join("\n");
}

async function confirm({ shopper, screen, ask }: Scene): Promise<Next> {
    const { quote } = shopper;
    if (quote === undefined) throw new Error("There is no quote to confirm. Ask for one, as in: checkout.");
    const total = moneyText(quote.total);
    if (!(await isYes(ask, `Order for ${total}, sent to ${addressText(quote.ship_to)}? (y/n) `))) {
        screen.notice("Nothing is ordered.");
        return undefined;
    }
    const order = await shopper.confirm();
    screen.card({ kind: "order", order });
    screen.notice("The confirmation is sent by mail within a few seconds: /mail shows it.");
    return undefined;
}

async function cancel({ shopper, screen, ask }: Scene, argument: string): Promise<Next> {
    const id = argument || shopper.cancellation?.order_id;
    if (id === undefined) throw new Error("Say which order, as in: /cancel ord_463gr0vk9hb6sfth. /orders lists them.");
    if (!(await isYes(ask, `Cancel the order ${id}? (y/n) `))) {
        screen.notice("Nothing is cancelled.");
        return undefined;
    }
    screen.card({ kind: "order", order: await shopper.cancel(id) });
    return undefined;
}

async function cart({ shopper, screen }: Scene): Promise<Next> {
    screen.card({ kind: "cart", cart: await shopper.cart() });
    return undefined;
}

async function orders({ shopper, screen }: Scene): Promise<Next> {
    screen.orders(await shopper.orders());
    return undefined;
}

async function mail({ shopper, screen, inbox }: Scene): Promise<Next> {
    const { email } = shopper.who;
    screen.mail((await inbox()).filter(({ to }) => to.includes(email)));
    return undefined;
}

async function persona({ shopper, screen, personas, signIn }: Scene, argument: string): Promise<Next> {
    if (argument === "") {
        const width = Math.max(...personas.map(({ key }) => key.length));
        const here = (key: string) => (key === shopper.who.persona ? "*" : " ");
        screen.notice(personas.map(({ key, summary }) => `${here(key)} ${key.padEnd(width)}  ${summary}`).join("\n"));
        return undefined;
    }
    const next = await signIn(argument);
    screen.notice(`You are ${next.who.given_name} now, a sample shopper, in a new conversation.`);
    return next;
}

async function help({ screen }: Scene): Promise<Next> {
    screen.notice(`Say what you are looking for, or:\n${commandHelp()}`);
    return undefined;
}

async function isYes(ask: Scene["ask"], question: string): Promise<boolean> {
    return /^y(es)?$/i.test((await ask(question))?.trim() ?? "");
}
