import { writeJson } from "./json";
import type { Report } from "./report";
import { type TextOptions, writeText } from "./text";

export { buildReport, type Counts, type Outcome, type Report, type ReportedFinding, type Subject } from "./report";

/** A writer for each format of a report. */
export const reportFormats = {
    text: writeText,
    json: writeJson,
} satisfies Record<string, (report: Report, options: TextOptions) => string>;

export type ReportFormat = keyof typeof reportFormats;
