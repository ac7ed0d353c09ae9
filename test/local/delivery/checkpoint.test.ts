import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { Checkpoint } from "../../../local/delivery/checkpoint";
import { NO_TOTALS } from "../../../local/delivery/totals";

const STREAM = "arn:stream";
const batch = (id: string, first: string, last: string) => ({
    id,
    ranges: [{ shardId: "shardId-0", first, last, count: 2 }],
});

describe("the checkpoint", () => {
    let directory: string;
    beforeEach(() => {
        directory = mkdtempSync(join(tmpdir(), "lakefront-checkpoint-"));
    });
    afterEach(() => rmSync(directory, { recursive: true, force: true }));

    it("starts with nothing read", async () => {
        const checkpoint = await Checkpoint.open(directory, STREAM);
        expect(checkpoint.position("shardId-0")).to.equal(undefined);
        expect(checkpoint.pending).to.deep.equal([]);
        expect(checkpoint.totals).to.deep.equal(NO_TOTALS);
    });

    it("remembers a batch that was begun, with its records' range, in the next process", async () => {
        await (await Checkpoint.open(directory, STREAM)).begin(batch("a", "1", "9"));
        const next = await Checkpoint.open(directory, STREAM);
        expect(next.pending).to.deep.equal([{ ...batch("a", "1", "9"), attempts: 1 }]);
        expect(next.position("shardId-0")).to.equal("9");
    });

    it("crosses a finished batch out and counts it once", async () => {
        const checkpoint = await Checkpoint.open(directory, STREAM);
        await checkpoint.begin(batch("a", "1", "9"));
        await checkpoint.begin(batch("b", "10", "20"));
        await checkpoint.finish("a", { ...NO_TOTALS, read: 2, delivered: 2 });
        const next = await Checkpoint.open(directory, STREAM);
        expect(next.pending.map(({ id }) => id)).to.deep.equal(["b"]);
        expect(next.totals).to.deep.equal({ ...NO_TOTALS, read: 2, delivered: 2 });
        expect(next.position("shardId-0")).to.equal("20");
    });

    it("counts the attempts at what is still pending", async () => {
        const checkpoint = await Checkpoint.open(directory, STREAM);
        await checkpoint.begin(batch("a", "1", "9"));
        await checkpoint.retryPending();
        expect((await Checkpoint.open(directory, STREAM)).pending[0]).to.have.property("attempts", 2);
    });

    it("keeps writes that are made at the same time", async () => {
        const checkpoint = await Checkpoint.open(directory, STREAM);
        await Promise.all(Array.from({ length: 20 }, (_, n) => checkpoint.begin(batch(`b${n}`, `${n}0`, `${n}9`))));
        expect((await Checkpoint.open(directory, STREAM)).pending).to.have.length(20);
        expect(readdirSync(directory)).to.deep.equal(["checkpoint.json"]);
    });

    it("refuses a file of another stream, and one that is no checkpoint, saying what to do", async () => {
        await (await Checkpoint.open(directory, STREAM)).begin(batch("a", "1", "9"));
        expect(await failure(Checkpoint.open(directory, "arn:other"))).to.match(
            /belongs to the stream arn:stream.*remove it/,
        );
        writeFileSync(join(directory, "checkpoint.json"), "{");
        expect(await failure(Checkpoint.open(directory, STREAM))).to.match(/not readable as JSON; remove it/);
    });
});

async function failure(promise: Promise<unknown>): Promise<string> {
    return promise.then(
        () => "nothing failed",
        (error: Error) => error.message,
    );
}
