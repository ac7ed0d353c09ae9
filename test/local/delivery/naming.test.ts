import { expect } from "chai";
import { batchId, objectName } from "../../../local/delivery/naming";

const ranges = [
    { shardId: "shardId-0", first: "1", last: "9", count: 5 },
    { shardId: "shardId-1", first: "2", last: "8", count: 3 },
];

describe("names of batches and objects", () => {
    it("gives the same batch the same id, in whatever order its shards are", () => {
        expect(batchId("arn", [...ranges].reverse())).to.equal(batchId("arn", ranges));
    });

    it("gives another stream or range another id", () => {
        const [first] = ranges;
        const ids = [batchId("arn", ranges), batchId("other", ranges), batchId("arn", first ? [first] : [])];
        expect(new Set(ids)).to.have.property("size", 3);
    });

    it("names objects as Firehose does", () => {
        expect(objectName("feed", Date.UTC(2026, 0, 2, 3, 4, 5), "seed", ".parquet")).to.match(
            /^feed-1-2026-01-02-03-04-05-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\.parquet$/,
        );
    });
});
