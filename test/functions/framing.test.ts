import { gzipSync } from "node:zlib";
import { expect } from "chai";
import { payloadText } from "../../functions/shared/framing";

const text = '{"ContactId":"ü"}';
const payload = (bytes: Buffer) => payloadText(bytes.toString("base64"));

describe("a payload's framing", () => {
    const framings: Record<string, Buffer> = {
        "plain text": Buffer.from(text),
        "a byte order mark": Buffer.from(`\ufeff${text}`),
        gzip: gzipSync(text),
        "Base64 once more": Buffer.from(Buffer.from(text).toString("base64")),
        "gzip in Base64": Buffer.from(gzipSync(text).toString("base64")),
        "Base64 broken into lines": Buffer.from(
            `${Buffer.from(text)
                .toString("base64")
                .replace(/(.{8})/g, "$1\n")}\n`,
        ),
    };
    for (const [how, bytes] of Object.entries(framings)) {
        it(`may be ${how}`, () => {
            expect(payload(bytes)).to.deep.equal({ text });
        });
    }

    it("leaves text alone that only looks like Base64", () => {
        expect(payload(Buffer.from("abcdefghijkl"))).to.deep.equal({ text: "abcdefghijkl" });
    });

    it("is refused where the bytes are no UTF-8", () => {
        expect(payload(Buffer.from([0x7b, 0xff, 0xfe, 0x7d]))).to.include({ reason: "not_utf8" });
    });

    it("is refused where gzip is damaged", () => {
        expect(payload(gzipSync(text).subarray(0, 20))).to.include({ reason: "not_json" });
    });

    it("is refused where gzip would unpack beyond the limit", () => {
        expect(payload(gzipSync(Buffer.alloc(11 * 1_024 * 1_024, 32)))).to.include({ reason: "over_size" });
    });
});
