import type { AccessDocument } from "./document";
import { writeAccessJson } from "./document";
import { writeAccessMarkdown } from "./markdown";
import { writeAccessText } from "./text";

export { type AccessDocument, AccessDocumentError, assertComparable, readAccessDocument } from "./document";
export { type AccessQuestion, accessIn } from "./evaluate";
export { COMMENT_LIMIT, marker } from "./markdown";

/** The forms of a report, by the name of the format. */
export const accessFormats = {
    text: writeAccessText,
    markdown: (document: AccessDocument) => writeAccessMarkdown(document),
    json: writeAccessJson,
} as const satisfies Record<string, (document: AccessDocument, options: { color?: boolean }) => string>;
