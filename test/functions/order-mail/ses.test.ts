import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { SESv2Client } from "@aws-sdk/client-sesv2";
import { expect } from "chai";
import { MailRefused } from "../../../functions/order-mail/send";
import { sesMailer } from "../../../functions/order-mail/ses";

const TO = "ana@example.com";

/** What SES answers, as it stands on the wire. */
interface Answer {
    readonly status: number;
    readonly type?: string;
    readonly message?: string;
}

describe("the answers of SES", () => {
    let server: Server;
    let answer: Answer = { status: 200 };
    let asked: unknown[] = [];
    let client: SESv2Client;

    before(async () => {
        server = createServer((request, response) => {
            const parts: Buffer[] = [];
            request.on("data", (part: Buffer) => parts.push(part));
            request.on("end", () => {
                asked.push(JSON.parse(Buffer.concat(parts).toString()));
                response.writeHead(answer.status, {
                    "content-type": "application/json",
                    ...(answer.type !== undefined && { "x-amzn-errortype": answer.type }),
                });
                response.end(JSON.stringify(answer.status === 200 ? { MessageId: "1" } : { message: answer.message }));
            });
        });
        await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
        const { port } = server.address() as AddressInfo;
        client = new SESv2Client({
            endpoint: `http://127.0.0.1:${port}`,
            region: "us-east-1",
            credentials: { accessKeyId: "test", secretAccessKey: "test" },
            maxAttempts: 1,
        });
    });
    beforeEach(() => {
        asked = [];
    });
    after(() => {
        client.destroy();
        server.close();
    });

    async function send(given: Answer): Promise<unknown> {
        answer = given;
        const mail = { subject: "Your order", text: "Thank you", html: "<p>Thank you</p>" };
        return sesMailer(client, "orders@shop.example.com", "acme")
            .send(TO, mail)
            .then(
                () => undefined,
                (error: unknown) => error,
            );
    }

    it("take a mail to one address, from one, by one set of rules", async () => {
        expect(await send({ status: 200 })).to.equal(undefined);
        expect(asked).to.have.length(1);
        expect(asked[0]).to.deep.include({
            FromEmailAddress: "orders@shop.example.com",
            Destination: { ToAddresses: [TO] },
            ConfigurationSetName: "acme",
        });
    });

    for (const { type, message } of [
        { type: "MessageRejected", message: `Email address is not verified. These identities failed: ${TO}` },
        { type: "MessageRejected", message: "The message contains a virus" },
        { type: "BadRequestException", message: `Local address contains control or whitespace: ${TO}` },
    ]) {
        it(`refuse it for good with ${type} (${message.split(/[.:]/)[0]}), and the address stays untold`, async () => {
            const error = await send({ status: 400, type, message });
            expect(error).to.be.instanceOf(MailRefused).and.have.property("reason", type);
            expect(String(error)).to.not.contain(TO);
        });
    }

    for (const [status, type] of [
        [429, "TooManyRequestsException"],
        [400, "SendingPausedException"],
        [400, "AccountSuspendedException"],
        [400, "MailFromDomainNotVerifiedException"],
        [400, "LimitExceededException"],
        [404, "NotFoundException"],
        [403, "AccessDeniedException"],
        [500, "InternalServiceErrorException"],
    ] as const) {
        it(`leave the way open with ${type}, which is not about the mail`, async () => {
            const error = await send({ status, type, message: "No" });
            expect(error).to.have.property("name", type);
            expect(error).to.not.be.instanceOf(MailRefused);
        });
    }
});
