import { expect } from "chai";
import { evaluateErrorPrefix, evaluatePrefix, formatTimestamp } from "../../../local/delivery/prefix";

const context = { timestampMs: Date.UTC(2026, 0, 2, 3, 4, 5, 67), seed: "s" };

describe("Firehose prefixes", () => {
    it("fills in partition keys of the function and leaves no time behind them", () => {
        const prefix =
            "t/instance_id=!{partitionKeyFromLambda:instance_id}/event_date=!{partitionKeyFromLambda:event_date}/";
        const partitionKeys = { instance_id: "i-1", event_date: "2026-01-02" };
        expect(evaluatePrefix(prefix, { ...context, partitionKeys })).to.equal(
            "t/instance_id=i-1/event_date=2026-01-02/",
        );
    });

    it("refuses a record without a partition key that the prefix needs", () => {
        expect(() =>
            evaluatePrefix("!{partitionKeyFromLambda:day}/", { ...context, partitionKeys: { day: "" } }),
        ).to.throw('no partition key "day"');
    });

    it("puts the UTC hour behind a prefix without expressions", () => {
        expect(evaluatePrefix("backup/", context)).to.equal("backup/2026/01/02/03/");
        expect(evaluatePrefix("", context)).to.equal("2026/01/02/03/");
    });

    it("puts the kind of error and the hour behind an error prefix without expressions", () => {
        const failed = { ...context, errorOutputType: "processing-failed" };
        expect(evaluateErrorPrefix("errors/", "data/", failed)).to.equal("errors/processing-failed/2026/01/02/03/");
        expect(evaluateErrorPrefix(undefined, "data/", failed)).to.equal("data/processing-failed/2026/01/02/03/");
    });

    it("fills in the kind of error only for failed records", () => {
        const prefix = "e/!{firehose:error-output-type}/!{timestamp:yyyy-MM-dd}/";
        const failed = { ...context, errorOutputType: "format-conversion-failed" };
        expect(evaluateErrorPrefix(prefix, "", failed)).to.equal("e/format-conversion-failed/2026-01-02/");
        expect(() => evaluatePrefix(prefix, context)).to.throw("can't be filled in");
    });

    it("gives the same random string for the same seed, another for each instance, and eleven characters", () => {
        const prefix = "!{firehose:random-string}/!{firehose:random-string}/";
        const strings = evaluatePrefix(prefix, context).split("/");
        expect(evaluatePrefix(prefix, context).split("/")).to.deep.equal(strings);
        expect(evaluatePrefix(prefix, { ...context, seed: "other" }).split("/")[0]).to.not.equal(strings[0]);
        expect(strings[0])
            .to.match(/^[a-z0-9]{11}$/)
            .and.to.not.equal(strings[1]);
    });

    it("refuses an expression that Firehose doesn't have", () => {
        expect(() => evaluatePrefix("!{partitionKeyFromQuery:x}/", context)).to.throw("can't be filled in");
    });

    it("formats time as Java's DateTimeFormatter does", () => {
        expect(formatTimestamp("yyyy-MM-dd'T'HH:mm:ss.SSS", context.timestampMs)).to.equal("2026-01-02T03:04:05.067");
        expect(formatTimestamp("yy/M/d", context.timestampMs)).to.equal("26/1/2");
        expect(() => formatTimestamp("EEEE", context.timestampMs)).to.throw('"EEEE" is not supported');
    });
});
