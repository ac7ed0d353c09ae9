import { writeJson } from "./json";
import { writeJunit } from "./junit";
import { writeMarkdown } from "./markdown";
import { writeCodeScanning, writeSarif } from "./sarif";
import { writeText } from "./text";
import type { Writer } from "./writer";

export { type Baseline, BaselineError, readBaseline } from "./baseline";
export { buildReport, type Places, type ReportSource } from "./report";
export type {
    Assumptions,
    Counts,
    FailOn,
    Outcome,
    Report,
    ReportedFinding,
    ResourceChange,
    Subject,
    TypeCount,
} from "./types";
export type { WriteOptions } from "./writer";

export type ReportFormat = "text" | "markdown" | "json" | "sarif" | "code-scanning" | "junit";

/** A writer for each format of a report. */
export const reportFormats: Record<ReportFormat, Writer> = {
    text: writeText,
    markdown: writeMarkdown,
    json: writeJson,
    sarif: writeSarif,
    "code-scanning": writeCodeScanning,
    junit: writeJunit,
};
