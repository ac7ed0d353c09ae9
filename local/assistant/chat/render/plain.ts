// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken out.
const CONTROLS = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/**
 * Text of a model or of a catalogue, without what would steer the terminal or turn the direction of text. Line breaks stay.
 */
export function plain(text: string): string {
    return text.replace(CONTROLS, "");
}

/** The same on one line, for a cell of a table. */
export function oneLine(text: string): string {
    return plain(text.replace(/\s+/g, " ")).trim();
}
