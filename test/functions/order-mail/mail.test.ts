import { marshall } from "@aws-sdk/util-dynamodb";
import { expect } from "chai";
import fc from "fast-check";
import { mailLogLine } from "../../../functions/order-mail/log";
import { confirmationOf } from "../../../functions/order-mail/mail";
import { type Claim, MailState } from "../../../functions/order-mail/mark";
import { type MailLog, MailRefused, type MailRoom, sendConfirmations } from "../../../functions/order-mail/send";
import type { StreamRecord } from "../../../functions/shared/dynamodb-stream";
import type { OrderItem } from "../../../functions/shop/orders/items";
import { orderItem, shopper } from "../shop/orders/support";

function inserted(order: OrderItem, sequence = order.order_id): StreamRecord {
    return { eventName: "INSERT", dynamodb: { SequenceNumber: sequence, NewImage: marshall(order) } };
}

describe("the confirmation of an order", () => {
    it("names the order, its lines, every sum and the address", () => {
        const { subject, text, html } = confirmationOf(orderItem("ord_1"), "Lake Shop");
        expect(subject).to.equal("Your order ord_1 at Lake Shop");
        for (const part of [
            "2 × Lamp: $39.98",
            "Shipping (standard): $5.99",
            "Tax: $4.64",
            "Total: $50.61",
            "1 Main Street",
        ]) {
            expect(text).to.contain(part);
            expect(html).to.contain(part);
        }
    });

    it("holds no markup and no line of its own from a name, an address or a product, whatever they are", () => {
        const hostile = fc.string({
            unit: fc.constantFrom("<", ">", "&", '"', "'", "\r", "\n", "\u2028", "a", "`", "="),
        });
        const lines = confirmationOf(orderItem("ord_1"), "Shop").text.split("\n").length;
        const tags = tagsIn(confirmationOf(orderItem("ord_1"), "Shop").html);
        fc.assert(
            fc.property(hostile, (text) => {
                const order = orderItem("ord_1");
                const mail = confirmationOf(
                    {
                        ...order,
                        given_name: text,
                        lines: order.lines.map((line) => ({ ...line, name: text })),
                        ship_to: { ...order.ship_to, first_name: text, city: text },
                    },
                    `Shop${text}`,
                );
                expect(mail.subject).to.not.match(/[\r\n\u2028]/);
                expect(mail.text.split(/\r\n|[\r\n\u2028]/).length).to.equal(lines);
                expect(tagsIn(mail.html)).to.equal(tags);
            }),
        );
    });
});

function tagsIn(html: string): number {
    return html.split("<").length;
}

describe("sending confirmations", () => {
    function room(parts: { claims?: readonly Claim[]; sending?: (to: string) => void; settling?: () => void } = {}) {
        const claims = [...(parts.claims ?? [])];
        const done: string[] = [];
        const logs: MailLog[] = [];
        const it: MailRoom = {
            shopName: "Shop",
            log: (line) => logs.push(line),
            mailer: {
                send: async (to) => {
                    done.push(`send ${to}`);
                    parts.sending?.(to);
                },
            },
            marks: {
                claim: async () => claims.shift() ?? "ours",
                settle: async (id, state) => {
                    parts.settling?.();
                    done.push(`${state} ${id}`);
                },
                release: async (id) => {
                    done.push(`release ${id}`);
                },
            },
        };
        return { it, done, logs };
    }
    const order = orderItem("ord_1");

    it("go to the address that the order was placed with, and are marked afterwards", async () => {
        const { it: mails, done, logs } = room();
        expect(await sendConfirmations([inserted(order)], mails)).to.deep.equal({ batchItemFailures: [] });
        expect(done).to.deep.equal([`send ${order.email}`, `${MailState.Sent} ord_1`]);
        expect(JSON.stringify(logs)).to.not.contain("@");
    });

    it("leave out changes of orders, other items and what was deleted", async () => {
        const { it: mails, done } = room();
        const image = marshall(order);
        await sendConfirmations(
            [
                { eventName: "MODIFY", dynamodb: { SequenceNumber: "1", NewImage: image, OldImage: image } },
                { eventName: "REMOVE", dynamodb: { SequenceNumber: "2", OldImage: image } },
                { eventName: "INSERT", dynamodb: { SequenceNumber: "3", NewImage: marshall({ kind: "cart" }) } },
            ],
            mails,
        );
        expect(done).to.deep.equal([]);
    });

    it("aren't repeated once settled, and are tried later while another holds the lease", async () => {
        const { it: mails, done } = room({ claims: ["settled", "elsewhere"] });
        expect(
            await sendConfirmations([inserted(order, "1"), inserted(order, "2"), inserted(order, "3")], mails),
        ).to.deep.equal({
            batchItemFailures: [{ itemIdentifier: "2" }],
        });
        expect(done).to.deep.equal([]);
    });

    it("are tried again from the first that failed, with its lease given back", async () => {
        const {
            it: mails,
            done,
            logs,
        } = room({
            sending: () => {
                throw new TypeError(`no way to ${order.email}`);
            },
        });
        expect(await sendConfirmations([inserted(order, "1"), inserted(order, "2")], mails)).to.deep.equal({
            batchItemFailures: [{ itemIdentifier: "1" }],
        });
        expect(done.slice(1)).to.deep.equal(["release ord_1"]);
        expect(logs).to.deep.equal([{ message: "mail", order_id: "ord_1", result: "failed", error: "TypeError" }]);
    });

    it("are given up, and told, where the mail service refuses them, and those behind them are sent", async () => {
        const {
            it: mails,
            done,
            logs,
        } = room({
            sending: (to) => {
                if (to === order.email) throw new MailRefused("MessageRejected");
            },
        });
        const next = orderItem("ord_2", shopper("shopper-2", { email: "next@example.com" }));
        expect(await sendConfirmations([inserted(order), inserted(next)], mails)).to.deep.equal({
            batchItemFailures: [],
        });
        expect(done).to.deep.equal([
            `send ${order.email}`,
            `${MailState.Refused} ord_1`,
            `send ${next.email}`,
            `${MailState.Sent} ord_2`,
        ]);
        expect(logs).to.deep.equal([
            { message: "mail", order_id: "ord_1", result: "refused", error: "MessageRejected" },
            { message: "mail", order_id: "ord_2", result: "sent" },
        ]);
    });

    it("come again where a refusal couldn't be marked, and are counted as refused once they are", async () => {
        const { it: mails, logs } = room({
            sending: () => {
                throw new MailRefused("MessageRejected");
            },
            settling: () => {
                throw new TypeError();
            },
        });
        expect((await sendConfirmations([inserted(order, "7")], mails)).batchItemFailures).to.deep.equal([
            { itemIdentifier: "7" },
        ]);
        expect(logs.map(({ result }) => result)).to.deep.equal(["failed"]);
    });

    it("keep the lease where a mail was sent and couldn't be marked", async () => {
        const {
            it: mails,
            done,
            logs,
        } = room({
            settling: () => {
                throw new TypeError();
            },
        });
        expect((await sendConfirmations([inserted(order, "7")], mails)).batchItemFailures).to.have.length(1);
        expect(done).to.deep.equal([`send ${order.email}`]);
        expect(logs[0]?.result).to.equal("sent_unmarked");
    });
});

describe("the log of mails", () => {
    const lineOf = (result: MailLog["result"]) =>
        JSON.parse(mailLogLine({ message: "mail", order_id: "ord_1", result }, "Shop", () => 1_000));

    it("counts what was sent, refused and failed, in the form that CloudWatch reads", () => {
        const counted: readonly (readonly [MailLog["result"], readonly number[]])[] = [
            ["sent", [1, 0, 0]],
            ["sent_unmarked", [1, 0, 0]],
            ["refused", [0, 1, 0]],
            ["failed", [0, 0, 1]],
            ["already_settled", [0, 0, 0]],
            ["elsewhere", [0, 0, 0]],
        ];
        for (const [result, counts] of counted) {
            const { MailsSent, MailsRefused, MailsFailed, ...line } = lineOf(result);
            expect([MailsSent, MailsRefused, MailsFailed], result).to.deep.equal(counts);
            expect(line).to.deep.include({ message: "mail", order_id: "ord_1", result });
        }
    });

    it("names each metric and its dimension as a field of the line", () => {
        const line = lineOf("refused");
        expect(line._aws.Timestamp).to.equal(1_000);
        const [{ Namespace, Dimensions, Metrics }] = line._aws.CloudWatchMetrics;
        expect(Namespace).to.equal("Shop");
        expect(Dimensions).to.deep.equal([["Mail"]]);
        expect(line.Mail).to.equal("order_confirmation");
        expect(line).to.include.all.keys(Metrics.map(({ Name }: { Name: string }) => Name));
    });
});
