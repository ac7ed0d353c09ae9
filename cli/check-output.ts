import { writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { type Report, type ReportFormat, reportFormats, type WriteOptions } from "../runner/report";
import { repositoryOf } from "../runner/repository";
import { messageOf } from "./errors";

interface OutputChoice {
    format: ReportFormat;
    /** Each `<format>=<file>`. */
    output: readonly string[];
    program: string;
}

/** Where a report goes, and in which form. */
export class Outputs {
    private readonly files: { format: ReportFormat; file: string }[];

    /** @throws Error for a form that doesn't exist, before anything is evaluated */
    constructor(
        private readonly choice: OutputChoice,
        private readonly version: string,
    ) {
        this.files = choice.output.map(fileOf);
    }

    /** @throws Error when a file can't be written */
    write(report: Report): void {
        const { format, program } = this.choice;
        for (const { format: itsFormat, file } of this.files) {
            save(file, reportFormats[itsFormat](report, { color: false, version: this.version }));
        }
        const root = repositoryOf(program);
        const options: WriteOptions = {
            color: process.stdout.hasColors?.() ?? false,
            version: this.version,
            locate: (path) => {
                const file = join(root, path);
                const shown = relative(process.cwd(), file);
                return shown.startsWith("..") ? file : shown;
            },
        };
        process.stdout.write(reportFormats[format](report, options));
    }
}

function fileOf(output: string): { format: ReportFormat; file: string } {
    const [, format = "", file = ""] = /^([^=]*)=(.+)$/s.exec(output) ?? [];
    if (!isFormat(format)) {
        const known = Object.keys(reportFormats).join(", ");
        throw new Error(`--output ${output} has to be <format>=<file>, with a format of ${known}`);
    }
    return { format, file };
}

function isFormat(format: string): format is ReportFormat {
    return Object.hasOwn(reportFormats, format);
}

function save(file: string, content: string): void {
    try {
        writeFileSync(file, content);
    } catch (error) {
        throw new Error(`the report can't be written to ${file}: ${messageOf(error)}`);
    }
}
