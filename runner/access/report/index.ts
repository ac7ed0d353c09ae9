import type { AccessDocument } from "./document";
import { writeAccessJson } from "./document";
import { writeAccessMarkdown } from "./markdown";
import { writeAccessText } from "./text";

export { type AccessDocument, AccessDocumentError, assertComparable, readAccessDocument } from "./document";
export { type AccessQuestion, accessIn } from "./evaluate";
export { COMMENT_LIMIT, marker } from "./markdown";

/** How a report is to be written. */
export interface AccessReportOptions {
    /** True to colour text, for a terminal. Default: false. */
    color?: boolean;
    /** The most characters that Markdown may have. Default: what GitHub takes as a comment. */
    maxLength?: number;
}

/** The forms of a report, by the name of the format. */
export const accessFormats = {
    text: writeAccessText,
    markdown: (document, { maxLength }) => writeAccessMarkdown(document, maxLength),
    json: writeAccessJson,
} as const satisfies Record<string, (document: AccessDocument, options: AccessReportOptions) => string>;
