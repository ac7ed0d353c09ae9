import { writeJson } from "./json";
import type { Report } from "./report";
import { type TextOptions, writeText } from "./text";

export { buildReport, type Counts, type Outcome, type Report, type ReportedFinding, type Subject } from "./report";

export type ReportFormat = "text" | "json";

/** A writer for each format of a report. */
export const reportFormats: Record<ReportFormat, (report: Report, options: TextOptions) => string> = {
    text: writeText,
    json: writeJson,
};
