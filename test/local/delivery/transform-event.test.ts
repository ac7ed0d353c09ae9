import { expect } from "chai";
import fc from "fast-check";
import { outcomesOf, recordIdOf, transformEvent } from "../../../local/delivery/transform-event";
import { sourceRecord } from "./support/records";

describe("the transformation event", () => {
    it("is the one that Firehose sends for records of a Kinesis stream", () => {
        const stream = { arn: "arn:stream", region: "us-east-1", source: { streamArn: "arn:source" } };
        const record = sourceRecord("42", "{}");
        expect(transformEvent(stream, "invocation", [record])).to.deep.equal({
            invocationId: "invocation",
            deliveryStreamArn: "arn:stream",
            sourceKinesisStreamArn: "arn:source",
            region: "us-east-1",
            records: [
                {
                    recordId: "42000000",
                    approximateArrivalTimestamp: record.arrivalMs,
                    data: "e30=",
                    kinesisRecordMetadata: {
                        shardId: "shardId-0",
                        partitionKey: "key",
                        approximateArrivalTimestamp: record.arrivalMs,
                        sequenceNumber: "42",
                        subsequenceNumber: 0,
                    },
                },
            ],
        });
    });

    it("names a record the same each time", () => {
        expect(recordIdOf(sourceRecord("7", "a"))).to.equal(recordIdOf(sourceRecord("7", "a")));
    });
});

describe("a function's answer", () => {
    const ok = (recordId: string) => ({ recordId, result: "Ok", data: Buffer.from(recordId).toString("base64") });

    it("gives exactly one outcome for each record, whatever comes back", () => {
        const item = fc.oneof(
            fc.record({ recordId: fc.constantFrom("a", "b", "c", "z"), result: fc.constantFrom("Ok", "Dropped", "?") }),
            fc.constantFrom("a", "b", "c").map(ok),
            fc.anything(),
        );
        fc.assert(
            fc.property(fc.array(item), (records) => {
                const outcomes = outcomesOf({ records }, ["a", "b", "c"]);
                expect(outcomes.map(({ result }) => result)).to.have.length(3);
                for (const { result } of outcomes) expect(result).to.be.oneOf(["Ok", "Dropped", "ProcessingFailed"]);
            }),
        );
    });

    it("may be in another order", () => {
        const outcomes = outcomesOf({ records: [ok("b"), ok("a")] }, ["a", "b"]);
        expect(outcomes.map((outcome) => outcome.result === "Ok" && outcome.data)).to.deep.equal(["a", "b"]);
    });

    it("fails a record that it leaves out, and one that it names twice, and no other", () => {
        const outcomes = outcomesOf({ records: [ok("b"), ok("b"), ok("c")] }, ["a", "b", "c"]);
        expect(
            outcomes.map((outcome) => (outcome.result === "ProcessingFailed" ? outcome.code : outcome.result)),
        ).to.deep.equal(["Lambda.MissingRecordId", "Lambda.DuplicatedRecordId", "Ok"]);
    });

    it("carries partition keys, and none where there are none", () => {
        const metadata = { partitionKeys: { instance_id: "i", year: 2026, nested: {} } };
        const [with_, without] = outcomesOf({ records: [{ ...ok("a"), metadata }, ok("b")] }, ["a", "b"]);
        expect(with_).to.deep.include({ partitionKeys: { instance_id: "i", year: "2026" } });
        expect(without).to.deep.include({ partitionKeys: {} });
    });

    for (const answer of [undefined, null, 5, {}, { records: "x" }, []]) {
        it(`${JSON.stringify(answer)} is refused as a whole`, () => {
            expect(() => outcomesOf(answer, ["a"])).to.throw('no list "records"');
        });
    }
});
