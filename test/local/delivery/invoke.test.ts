import { expect } from "chai";
import { Transformer } from "../../../local/delivery/invoke";
import { Limiter } from "../../../local/delivery/limiter";
import { MAX_PAYLOAD_BYTES } from "../../../local/delivery/records";
import { firehoseFor, RoleConnections } from "../../../local/delivery/roles";
import { deliveryStreamsOf } from "../../../local/delivery/spec";
import { deliveryStream } from "./support/lake";
import { sourceRecord } from "./support/records";

const NOWHERE = {
    endpoint: "http://127.0.0.1:9",
    region: "us-east-1",
    accountId: "111122223333",
    accessKeyId: "111122223333",
    secretAccessKey: "local",
};

describe("invocations", () => {
    it("fail a record that no invocation can carry, without one", async () => {
        const [spec] = deliveryStreamsOf([deliveryStream("arn:key")]);
        if (!spec?.transform) throw new Error("no transform");
        const transformer = new Transformer(new RoleConnections(NOWHERE, firehoseFor(spec.arn)), spec, spec.transform);
        const result = await transformer.transform([sourceRecord("1", new Uint8Array(MAX_PAYLOAD_BYTES))], "i");
        expect(result.attempts).to.equal(0);
        expect(result.outcomes).to.deep.include({
            result: "ProcessingFailed",
            code: "Lambda.RequestTooLarge",
            message: "The record is too large for one invocation (6 MB).",
        });
    });
});

describe("the limiter", () => {
    it("never runs more tasks than its limit, runs them all, and survives one that fails", async () => {
        const limiter = new Limiter(2);
        let running = 0;
        let most = 0;
        const task = async (index: number) => {
            most = Math.max(most, ++running);
            await new Promise((resolve) => setImmediate(resolve));
            running--;
            if (index === 3) throw new Error("three");
            return index;
        };
        const results = await Promise.allSettled([0, 1, 2, 3, 4, 5].map((index) => limiter.run(() => task(index))));
        expect(most).to.equal(2);
        expect(results.filter(({ status }) => status === "fulfilled")).to.have.length(5);
    });
});
