const backslash = 92;
const quote = 34;
const space = 32;
const control = 8;

/** What each pair of bytes becomes inside a JSON string, as a little-endian number of up to four bytes. */
const written = new Uint32Array(65_536);
/** How many bytes that takes; with the bit `control` where one of the pair is a control character, which takes more. */
const lengths = new Uint8Array(65_536);
const escapes = Array.from({ length: 256 }, (_, byte) => escaped(byte));
escapes.forEach((second, high) => {
    escapes.forEach((first, low) => {
        const pair = (high << 8) | low;
        written[pair] = first.bytes | (second.bytes << (8 * first.length));
        lengths[pair] = (first.length + second.length) | first.control | second.control;
    });
});

function escaped(byte: number): { readonly bytes: number; readonly length: number; readonly control: number } {
    return byte === quote || byte === backslash
        ? { bytes: backslash | (byte << 8), length: 2, control: 0 }
        : { bytes: byte, length: 1, control: byte < space ? control : 0 };
}

const longest = 64 * 1_024;
const source = Buffer.from(new ArrayBuffer(longest + 2));
const sourceView = new DataView(source.buffer);

/** Holds what `quotedJson` wrote last. */
export const quotedBytes = Buffer.from(new ArrayBuffer(2 * longest + 8));
const quotedView = new DataView(quotedBytes.buffer);

/**
 * Writes JSON text as a JSON string, in UTF-8, to the start of `quotedBytes`.
 *
 * A document inside a document is full of quotes, which `JSON.stringify` is slowest at. Escaping two bytes at a time, by table
 * and without a branch, takes a third of its time. The buffers are constants of the module because the compiled loop is
 * several times slower with buffers that could change.
 *
 * @returns the bytes it took, or 0 where the text is too long or holds control characters such as line ends.
 */
export function quotedJson(text: string): number {
    // A UTF-16 unit takes at most three bytes.
    if (text.length * 3 > longest) {
        return 0;
    }
    const sourceLength = source.write(text);
    const isOdd = sourceLength & 1;
    // Makes the last byte one of a pair; taken away again below.
    source[sourceLength] = space;
    let at = 1;
    let seen = 0;
    for (let index = 0; index < sourceLength; index += 2) {
        const pair = sourceView.getUint16(index, true);
        const length = lengths[pair] ?? 0;
        seen |= length;
        quotedView.setUint32(at, written[pair] ?? 0, true);
        at += length & 7;
    }
    at -= isOdd;
    quotedBytes[0] = quote;
    quotedBytes[at] = quote;
    return (seen & control) === 0 ? at + 1 : 0;
}
