import type { Report } from "./types";

/** How a report is to be written. Writers that can't use a setting leave it alone. */
export interface WriteOptions {
    /** True to colour it, for a terminal. */
    color: boolean;
    /** Version of this program, for forms that name their producer. */
    version: string;
    /** Turns a path of the report into one that the reader can open. Default: as it is. */
    locate?(path: string): string;
}

/** Writes a report in one form. */
export type Writer = (report: Report, options: WriteOptions) => string;
