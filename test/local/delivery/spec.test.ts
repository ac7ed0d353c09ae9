import { expect } from "chai";
import { deliveryStreamsOf, type SpecResource } from "../../../local/delivery/spec";
import { deliveryStream } from "./support/lake";

const MB = 1024 * 1024;

describe("what is read of a delivery stream", () => {
    it("is where it reads, what it does, and where it writes", () => {
        const [spec] = deliveryStreamsOf([other, deliveryStream("arn:key")]);
        expect(spec).to.deep.include({
            name: "test-delivery",
            region: "us-east-1",
            partitioned: true,
            buffer: { bytes: 64 * MB, intervalMs: 60_000 },
        });
        expect(spec?.transform).to.deep.include({ retries: 1, bufferBytes: MB });
        expect(spec?.target).to.deep.include({
            bucket: "test-lake",
            kmsKeyArn: "arn:key",
            compression: "UNCOMPRESSED",
        });
        expect(spec?.backup).to.deep.include({ prefix: "backup/", compression: "GZIP" });
        expect(spec?.parquet).to.deep.include({ databaseName: "lake", tableName: "things" });
    });

    const refused: [string, Record<string, unknown>, RegExp][] = [
        [
            "a destination other than S3",
            { destination: "splunk" },
            /test-delivery.destination: "splunk" is not delivered/,
        ],
        [
            "a missing source",
            { kinesisSourceConfiguration: undefined },
            /kinesisSourceConfiguration: expected an object/,
        ],
        ["an unknown compression", s3({ compressionFormat: "Snappy" }), /compressionFormat: "Snappy" is not delivered/],
        ["a time zone", s3({ customTimeZone: "Asia/Tokyo" }), /customTimeZone: "Asia\/Tokyo" is not delivered/],
        ["a bad buffer size", s3({ bufferingSize: "large" }), /bufferingSize: expected a number/],
        [
            "another processor",
            s3({ processingConfiguration: { processors: [{ type: "MetadataExtraction" }] } }),
            /processor: "MetadataExtraction" is not delivered/,
        ],
        [
            "a processor without a function",
            s3({ processingConfiguration: { processors: [{ type: "Lambda", parameters: [] }] } }),
            /has no LambdaArn/,
        ],
    ];
    for (const [what, change, message] of refused) {
        it(`is refused by name with ${what}`, () => {
            const stream = deliveryStream("arn:key");
            expect(() => deliveryStreamsOf([{ ...stream, inputs: { ...stream.inputs, ...change } }])).to.throw(message);
        });
    }
});

const other: SpecResource = { type: "aws:s3/bucket:Bucket", name: "other", inputs: {}, outputs: {} };

function s3(change: Record<string, unknown>): Record<string, unknown> {
    return { extendedS3Configuration: { ...deliveryStream("arn:key").inputs.extendedS3Configuration, ...change } };
}
