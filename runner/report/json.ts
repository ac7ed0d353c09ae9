import type { Report } from "./types";

/** Version of the JSON form. It grows by one when a reader of the form before would go wrong. */
export const JSON_FORMAT_VERSION = 2;

/** Writes a report for programs: `{ version, … }` with everything that the report holds. */
export function writeJson(report: Report): string {
    return `${JSON.stringify({ version: JSON_FORMAT_VERSION, ...report }, undefined, 2)}\n`;
}
