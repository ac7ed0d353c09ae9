import { expect } from "chai";
import { type StreamDocument, sourceStream } from "../../functions/shared/source-stream";

const documents = (count: number, size = 10): StreamDocument[] =>
    Array.from({ length: count }, (_, index) => ({ text: String(index).padEnd(size, "x"), partitionKey: "key" }));

describe("putting documents back to the stream", () => {
    it("splits by the limits of one request", async () => {
        const sizes: number[] = [];
        const stream = sourceStream(
            async (request) => {
                sizes.push(request.length);
                return request.map(() => true);
            },
            async () => {},
        );
        expect(await stream.put(documents(1_201))).to.deep.equal([]);
        expect(sizes).to.deep.equal([500, 500, 201]);
        sizes.length = 0;
        await stream.put(documents(10, 1_000_000));
        expect(sizes).to.deep.equal([4, 4, 2]);
    });

    it("repeats only what was throttled, waiting twice as long each time", async () => {
        const requests: string[][] = [];
        const waits: number[] = [];
        const stream = sourceStream(
            async (request) => {
                requests.push(request.map(({ text }) => text.replace(/x+$/, "")));
                return request.map((_, index) => index === 0);
            },
            async (milliseconds) => {
                waits.push(milliseconds);
            },
        );
        expect(await stream.put(documents(3))).to.deep.equal([]);
        expect(requests).to.deep.equal([["0", "1", "2"], ["1", "2"], ["2"]]);
        expect(waits).to.deep.equal([100, 200]);
    });

    it("gives up after five attempts and says which were left", async () => {
        let attempts = 0;
        const stream = sourceStream(
            async (request) => {
                attempts += 1;
                return request.map(({ text }) => !text.startsWith("1"));
            },
            async () => {},
        );
        expect(await stream.put(documents(3))).to.deep.equal([1]);
        expect(attempts).to.equal(5);
    });
});
