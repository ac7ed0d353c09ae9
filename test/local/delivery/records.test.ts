import { expect } from "chai";
import fc from "fast-check";
import { RecordBuffer, rangesOf } from "../../../local/delivery/record-buffer";
import { compareSequence, invocationGroups, MAX_PAYLOAD_BYTES, payloadBytes } from "../../../local/delivery/records";
import { sourceRecord } from "./support/records";

const MB = 1024 * 1024;

describe("groups of records for one invocation", () => {
    it("keep every record once and in order, within the buffer and within what Lambda takes", () => {
        const sizes = fc.array(fc.integer({ min: 0, max: 2 * MB }), { maxLength: 40 });
        fc.assert(
            fc.property(sizes, fc.integer({ min: 1, max: 3 * MB }), (lengths, bufferBytes) => {
                const records = lengths.map((length, index) => sourceRecord(String(index), new Uint8Array(length)));
                const groups = invocationGroups(records, bufferBytes);
                expect(groups.flat()).to.deep.equal(records);
                for (const group of groups.filter(({ length }) => length > 1)) {
                    const bytes = group.reduce((sum, record) => sum + record.data.length, 0);
                    const payload = group.reduce((sum, record) => sum + payloadBytes(record), 0);
                    expect(bytes).to.be.at.most(bufferBytes);
                    expect(payload).to.be.at.most(MAX_PAYLOAD_BYTES);
                }
            }),
            { numRuns: 50 },
        );
    });

    it("leave a record that is larger than the buffer alone", () => {
        const records = [10, 3 * MB, 10].map((length, index) => sourceRecord(String(index), new Uint8Array(length)));
        expect(invocationGroups(records, MB).map((group) => group.length)).to.deep.equal([1, 1, 1]);
    });
});

describe("the record buffer", () => {
    it("counts bytes and age from the first record on, and is empty after it was taken from", () => {
        const buffer = new RecordBuffer();
        expect(buffer.ageMs(5000)).to.equal(0);
        buffer.push([sourceRecord("1", new Uint8Array(10))], 1000);
        buffer.push([sourceRecord("2", new Uint8Array(5))], 2000);
        expect([buffer.bytes, buffer.count, buffer.ageMs(5000)]).to.deep.equal([15, 2, 4000]);
        expect(buffer.take()).to.have.length(2);
        expect([buffer.bytes, buffer.count, buffer.ageMs(5000)]).to.deep.equal([0, 0, 0]);
    });

    it("says which range of each shard its records are", () => {
        const records = [
            sourceRecord("1", new Uint8Array(), "a"),
            sourceRecord("4", new Uint8Array(), "b"),
            sourceRecord("3", new Uint8Array(), "a"),
        ];
        expect(rangesOf(records)).to.deep.equal([
            { shardId: "a", first: "1", last: "3", count: 2 },
            { shardId: "b", first: "4", last: "4", count: 1 },
        ]);
    });
});

describe("sequence numbers", () => {
    it("are ordered as numbers, however long", () => {
        const number = fc.bigInt({ min: 0n, max: 10n ** 60n });
        fc.assert(
            fc.property(number, number, (a, b) => {
                const expected = a === b ? 0 : a < b ? -1 : 1;
                expect(Math.sign(compareSequence(String(a), String(b)))).to.equal(expected);
            }),
        );
    });
});
