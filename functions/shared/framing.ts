import { isUtf8 } from "node:buffer";
import { gunzipSync } from "node:zlib";
import { maximumUnpackedBytes } from "./limits";
import { Reason, type Refusal } from "./mapping";

const maximumLayers = 3;
const base64Form = /^[A-Za-z0-9+/\s]+={0,2}\s*$/;

/** A payload's text, or why it has none. */
export type Payload = { readonly text: string } | Refusal;

/** Unpacks a payload to its text. Senders before the stream may have packed it with gzip, or written it in Base64 once more. */
export function payloadText(data: string): Payload {
    let bytes: Buffer = Buffer.from(data, "base64");
    for (let layer = 0; layer < maximumLayers; layer += 1) {
        const unpacked = unpack(bytes);
        if (unpacked === undefined) {
            break;
        }
        if (!Buffer.isBuffer(unpacked)) {
            return unpacked;
        }
        bytes = unpacked;
    }
    if (!isUtf8(bytes)) {
        return { reason: Reason.NotUtf8, detail: "the payload is not UTF-8 text" };
    }
    const start = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
    return { text: bytes.toString("utf8", start) };
}

/** One layer taken off, or undefined where there is none. */
function unpack(bytes: Buffer): Buffer | Refusal | undefined {
    const first = bytes[0];
    if (first === 0x7b /* { */ || first === 0x5b /* [ */) {
        return undefined;
    }
    if (first === 0x1f && bytes[1] === 0x8b) {
        return gunzip(bytes);
    }
    const text = bytes.length >= 8 ? bytes.toString("latin1") : "";
    if (!base64Form.test(text)) {
        return undefined;
    }
    const inner = Buffer.from(text, "base64");
    const isPayload = inner[0] === 0x7b || inner[0] === 0x5b || (inner[0] === 0x1f && inner[1] === 0x8b);
    return isPayload ? inner : undefined;
}

function gunzip(bytes: Buffer): Buffer | Refusal {
    try {
        return gunzipSync(bytes, { maxOutputLength: maximumUnpackedBytes });
    } catch (error) {
        const isTooLarge = error instanceof RangeError;
        return isTooLarge
            ? { reason: Reason.OverSize, detail: `the payload unpacks to more than ${maximumUnpackedBytes} bytes` }
            : { reason: Reason.NotJson, detail: "the payload is damaged gzip" };
    }
}
