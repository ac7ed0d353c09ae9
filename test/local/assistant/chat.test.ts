import { expect } from "chai";
import { Chat } from "../../../local/assistant/chat/chat";
import type { ChatWorld } from "../../../local/assistant/chat/commands";
import { givenLines, type Lines } from "../../../local/assistant/chat/lines";
import { textScreen } from "../../../local/assistant/chat/screen";
import { ShopperSession } from "../../../local/assistant/shopper-session";
import { QUOTE, StubWorld } from "./chat-support";

describe("a chat", () => {
    let world: StubWorld;
    let written: string;
    beforeEach(() => {
        world = new StubWorld();
        written = "";
    });

    const write = (text: string) => {
        written += text;
    };
    const mail = {
        id: "m",
        from: "orders@example.com",
        subject: "Your order",
        text: "Thanks\u001b[2J",
        html: "",
        sentAt: new Date(0),
    };
    const surroundings: ChatWorld = {
        signIn: (key) => ShopperSession.signIn(world.assistant, world.shop, key),
        personas: [{ key: "maya", summary: "Camps" }],
        inbox: async () => [
            { ...mail, to: ["maya@example.com"] },
            { ...mail, to: ["jonas@example.com"], subject: "Not yours" },
        ],
    };
    const chatOver = async (lines: Lines, now?: () => number) => {
        const shopper = await ShopperSession.signIn(world.assistant, world.shop, "maya");
        const style = { width: 80, unicode: false, colour: false };
        const screen = textScreen({ style, wraps: false, trace: false, write });
        return new Chat(shopper, lines, screen, surroundings, now);
    };
    const chat = async (...messages: string[]) => (await chatOver(givenLines(messages, write))).run();
    const quoting = () => {
        world.answer = async function* () {
            yield { type: "card", card: { kind: "quote", quote: QUOTE } };
        };
    };

    it("says what it is told, and shows what is answered", async () => {
        expect(await chat("hello", "  ", "more")).to.deep.equal({ isWhole: true });
        expect(written).to.equal("maya> hello\nYou said hello.\nmaya>   \nmaya> more\nYou said more.\n");
    });

    it("places an order only after a yes to the total and the address", async () => {
        quoting();
        await chat("checkout", "/confirm", "no", "/confirm", "");
        expect(world.confirmations).to.deep.equal([]);
        await chat("checkout", "/confirm", "y");
        expect(world.confirmations).to.have.length(1);
        expect(written).to.contain("Order for $195.56, sent to Maya Okafor, 118 Larkspur Lane, Seattle, WA 98101, US?");
        expect(written).to.contain("Order ord_1, placed, 2026-11-22");
    });

    it("orders nothing when nobody is there to say yes", async () => {
        quoting();
        await chat("checkout", "/confirm");
        expect(world.confirmations).to.deep.equal([]);
    });

    it("cancels the order that is named, or that the assistant prepared, after a yes", async () => {
        await chat("/cancel ord_7", "n");
        expect(world.cancelled).to.deep.equal([]);
        await chat("/cancel ord_7", "yes");
        expect(world.cancelled).to.deep.equal(["ord_7"]);
        expect(await chat("/cancel")).to.deep.equal({ isWhole: false });
    });

    it("shows the cart, the orders, and this shopper's mail alone, without what steers a terminal", async () => {
        await chat("/cart", "/orders", "/mail");
        expect(written).to.contain("Juniper Tent").and.to.contain("Subtotal $178.00").and.to.contain("ord_1");
        expect(written).to.contain("Your order").and.not.to.contain("Not yours").and.not.to.contain("\u001b");
    });

    it("becomes another shopper in a conversation of its own", async () => {
        await chat("hello", "/persona jonas", "hello");
        expect(world.said.map(({ conversation }) => conversation)).to.deep.equal([undefined, undefined]);
        expect(written).to.contain("jonas> hello");
    });

    it("tells what commands there are, and that others aren't", async () => {
        expect(await chat("/nonsense", "/constructor")).to.deep.equal({ isWhole: false });
        expect(written).to.contain("There is no command /nonsense").and.to.contain("no command /constructor");
        await chat("/help");
        for (const name of ["/confirm", "/cancel", "/cart", "/orders", "/mail", "/persona", "/quit"]) {
            expect(written).to.contain(`  ${name}`);
        }
    });

    it("ends at /quit", async () => {
        await chat("/quit", "hello");
        expect(world.said).to.deep.equal([]);
    });

    it("asks nobody about a message that nobody would take", async () => {
        expect(await chat("x".repeat(2_001))).to.deep.equal({ isWhole: false });
        expect(world.said).to.deep.equal([]);
        expect(written).to.contain("2000 characters at most");
    });

    it("says that the lake has stopped, when it has", async () => {
        world.answer = async function* () {
            yield* [];
            throw Object.assign(new Error("connect ECONNREFUSED"), { code: "ECONNREFUSED" });
        };
        expect(await chat("hello")).to.deep.equal({ isWhole: false });
        expect(written).to.contain("npm start");
    });

    const interrupted = async (secondsBetween: number) => {
        let now = 0;
        let interrupt = () => {};
        world.answer = async function* (_, __, signal) {
            yield { type: "text", text: "I begin" };
            now += secondsBetween * 1_000;
            interrupt();
            if (signal?.aborted === true) throw new Error("aborted");
        };
        const current = await chatOver(givenLines(["one", "two", "three"], write), () => now);
        interrupt = () => current.interrupt();
        await current.run();
        return world.said.map(({ message }) => message);
    };

    it("stops an answer at Ctrl-C, and goes on with the next message", async () => {
        expect(await interrupted(5)).to.deep.equal(["one", "two", "three"]);
        expect(written.match(/Stopped\./g)).to.have.length(3);
    });

    it("ends at a second Ctrl-C soon after the first", async () => {
        expect(await interrupted(1)).to.deep.equal(["one", "two"]);
    });
});
