import { expect } from "chai";
import { turnLogLine } from "../../../../functions/assistant/log";
import { respond } from "../../../../functions/assistant/respond";
import { shopperFromClaims } from "../../../../functions/shop/identity/claims";
import { named, play, sampleShopper } from "./kit";

const secrets = ["secret-word", "grace@example.org", "4111 1111 1111 1111", "Hopper"];
const message = `My name is Hopper, ${secrets.join(", ")}. Do you have tents?`;

describe("the assistant's log", () => {
    it("holds nothing that a shopper, a model or a profile said, whatever went wrong", async () => {
        const scenes = [
            { steps: [{ text: `Hello ${secrets.join(" ")}.` }] },
            { steps: [{ calls: [["search_products", { text: secrets.join(" ") }]] as const }, { text: "Done." }] },
            { steps: [{ calls: [[secrets.join(" "), { [secrets[0] ?? ""]: 1 }]] as const }, { text: "Done." }] },
            { steps: [named("ValidationException", secrets.join(" "))] },
            { brokenLake: true },
        ];
        for (const scene of scenes) {
            const { logs } = await play({ message, ...scene });
            expect(logs).to.have.length(1);
            const lines = logs.map((line) => turnLogLine(line, {})).join("\n");
            const { email, given_name, id, addresses } = sampleShopper();
            const personal = Object.values(addresses).flatMap(({ last_name, address1 }) => [last_name, address1]);
            for (const secret of [...secrets, ...personal, email, given_name, id])
                if (secret !== null) expect(lines).not.to.contain(secret);
        }
    });

    it("names of a failure what it was, and nothing of the request", async () => {
        const failures: unknown[] = [];
        const event = { headers: { "x-shopper-token": "t" }, body: JSON.stringify({ message }) };
        const assistant = {
            shopperOf: async () => shopperFromClaims({ sub: "sub-1" }),
            async *turn() {
                yield* [];
                throw named("InternalServerError", message);
            },
        };
        const { events } = await respond(event, assistant, new AbortController().signal, (error) =>
            failures.push(error),
        );
        const told = [];
        for await (const one of events) told.push(one);
        expect(failures).to.have.length(1);
        for (const secret of secrets) expect(JSON.stringify(told)).not.to.contain(secret);
    });
});
