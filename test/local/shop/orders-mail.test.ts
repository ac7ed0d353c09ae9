import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { GetItemCommand } from "@aws-sdk/client-dynamodb";
import { CreateEmailIdentityCommand } from "@aws-sdk/client-sesv2";
import { marshall, unmarshall } from "@aws-sdk/util-dynamodb";
import { expect } from "chai";
import { LEASE_S, type MailMarks, mailMarks } from "../../../functions/order-mail/mark";
import { type MailLog, sendConfirmations } from "../../../functions/order-mail/send";
import { sesMailer } from "../../../functions/order-mail/ses";
import type { StreamRecord } from "../../../functions/shared/dynamodb-stream";
import { confirmationMailKey } from "../../../functions/shop/orders/items";
import { dynamodb, ses } from "../../../local/clients";
import { type Emulator, startEmulator } from "../../../local/emulator";
import { createShopTables } from "../../../local/shop/tables";
import { inbox } from "../../../local/shop-access/inbox";
import { orderItem, shopper } from "../../functions/shop/orders/support";

const FROM = "orders@shop.example.com";

describe("confirmations by mail", () => {
    let directory: string;
    let emulator: Emulator;
    let table: string;
    let marks: MailMarks;
    let ahead = 0;

    before(async () => {
        directory = await mkdtemp(join(tmpdir(), "lakefront-mail-"));
        emulator = await startEmulator({ directory: join(directory, "emulator") });
        const client = dynamodb(emulator.connection);
        ({ orders: table } = await createShopTables(client, "shop"));
        marks = mailMarks(client, table, () => Date.now() + ahead);
        await ses(emulator.connection).send(new CreateEmailIdentityCommand({ EmailIdentity: FROM }));
    });
    beforeEach(() => {
        ahead = 0;
    });
    after(async () => {
        await emulator?.stop();
        await rm(directory, { recursive: true, force: true });
    });

    const inserted = (orderId: string): StreamRecord => ({
        eventName: "INSERT",
        dynamodb: {
            SequenceNumber: orderId,
            NewImage: marshall(orderItem(orderId, shopper("shopper-1", { email: `${orderId}@example.com` }))),
        },
    });

    it("reach the inbox once, though the order is delivered to many functions at once and again later", async () => {
        const logs: MailLog[] = [];
        const room = {
            marks,
            mailer: sesMailer(ses(emulator.connection), FROM),
            shopName: "Lake Shop",
            log: (line: MailLog) => logs.push(line),
        };
        const records = [inserted("ord_a"), inserted("ord_b")];
        await Promise.all(Array.from({ length: 8 }, () => sendConfirmations(records, room)));
        expect(await sendConfirmations(records, room)).to.deep.equal({ batchItemFailures: [] });
        ahead = (LEASE_S + 1) * 1_000;
        expect(await sendConfirmations(records, room)).to.deep.equal({ batchItemFailures: [] });
        expect(logs.filter(({ result }) => result === "sent").map(({ order_id }) => order_id)).to.have.members([
            "ord_a",
            "ord_b",
        ]);
        const mails = await inbox(emulator.connection);
        expect(mails.map(({ from, to, subject }) => ({ from, to, subject }))).to.have.deep.members(
            ["ord_a", "ord_b"].map((id) => ({
                from: FROM,
                to: [`${id}@example.com`],
                subject: `Your order ${id} at Lake Shop`,
            })),
        );
        expect(mails[0]?.html).to.contain("<p>").and.to.contain("2 × Lamp");
        const { Item } = await dynamodb(emulator.connection).send(
            new GetItemCommand({ TableName: table, Key: marshall(confirmationMailKey("ord_a")) }),
        );
        expect(Item && unmarshall(Item)).to.deep.include({ kind: "mail", state: "sent", attempts: 1 });
    });

    it("belong to one function until its lease is over, and then to the next", async () => {
        const claims = await Promise.all(Array.from({ length: 10 }, () => marks.claim("ord_c")));
        expect(claims.filter((claim) => claim === "ours")).to.have.length(1);
        expect(claims.filter((claim) => claim === "elsewhere")).to.have.length(9);
        ahead = (LEASE_S + 1) * 1_000;
        expect(await marks.claim("ord_c")).to.equal("ours");
        await marks.settle("ord_c", "sent");
        ahead *= 2;
        expect(await marks.claim("ord_c")).to.equal("settled");
    });

    it("can be taken on at once after their lease was given back, but not after they were settled", async () => {
        await marks.claim("ord_d");
        await marks.release("ord_d");
        expect(await marks.claim("ord_d")).to.equal("ours");
        await marks.settle("ord_d", "refused");
        expect(await marks.claim("ord_d")).to.equal("settled");
    });
});
