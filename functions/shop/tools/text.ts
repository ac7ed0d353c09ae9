/** Signs that show nothing and could hide something: controls, direction marks, zero-width signs, tags. */
const hidden = /[\p{Cc}\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\u{e0000}-\u{e007f}]+/gu;

/** The words of a passage in Markdown, for people to read as they are: without headings, marks of emphasis and of lists. */
export function passageText(markdown: string): string {
    const body = markdown.replace(/^\s*#{1,6}\s.*$/gm, "");
    return (body.trim() === "" ? markdown : body).replace(/^\s*(?:#{1,6}|[-*+])\s+/gm, "").replace(/\*\*|__|`/g, "");
}

/**
 * Text from the catalogue or a policy, as a model may read it: one line, without hidden signs, cut to a length.
 *
 * It stays data: in outputs it stands under `catalog_text` or `policy_text`, and the assistant's instruction says that
 * nothing there is to be obeyed.
 *
 * @param most characters; longer text ends in an ellipsis.
 */
export function dataText(text: string, most: number): string {
    const clean = text.replace(hidden, " ").replace(/\s+/g, " ").trim();
    const characters = [...clean];
    return characters.length <= most
        ? clean
        : `${characters
              .slice(0, most - 1)
              .join("")
              .trimEnd()}…`;
}
