/** A part of a document that can be cut short between two of its blocks. */
export interface Section {
    /** What stands before and after the blocks, if there are any. */
    open?: string;
    close?: string;
    blocks: readonly string[];
    /** Names what was left out, for the sentence that says so. */
    more(number: number): string;
}

/** Room for the sentence that says what was left out. */
const NOTICE = 300;

/** Markdown that stays under a limit: what doesn't fit is left out, block by block, and the document says so. */
export class Document {
    private readonly parts: string[];
    private length: number;

    constructor(
        private readonly limit: number,
        head: string,
    ) {
        this.parts = [head];
        this.length = head.length + NOTICE;
    }

    /** Adds as much of a section as there is room for; an empty one not at all. */
    add({ open = "", close = "", blocks, more }: Section): void {
        const frame = open.length + close.length + NOTICE;
        let room = this.limit - this.length - frame;
        const fitting: string[] = [];
        for (const block of blocks) {
            room -= block.length + 2;
            if (room < 0) {
                break;
            }
            fitting.push(block);
        }
        const left = blocks.length - fitting.length;
        const notice =
            left === 0 ? "" : `**Cut here: ${more(left)}, too long for a comment; the JSON report has all.**`;
        if (fitting.length > 0) {
            this.push([open, fitting.join(fitting[0]?.startsWith("- ") ? "\n" : "\n\n"), notice, close]);
        } else if (left > 0) {
            this.push([notice]);
        }
    }

    text(): string {
        return `${this.parts.join("\n\n")}\n`;
    }

    private push(parts: readonly string[]): void {
        const text = parts.filter((part) => part !== "").join("\n\n");
        this.parts.push(text);
        this.length += text.length + 2;
    }
}

/** A section that a reader has to open. */
export function details(summary: string): { open: string; close: string } {
    return { open: `<details><summary>${summary}</summary>`, close: "</details>" };
}

export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
    const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
    return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

/** Text as it is: names, paths and types come from the program, which may not be trusted. */
export function code(text: string): string {
    return `\`${text.replace(/[`\r\n]/g, " ")}\``;
}

/** Text without the power to format, link, mention or embed. */
export function escaped(text: string): string {
    return text
        .replace(/[\\`*_{}[\]<>#|~&!]/g, (character) => `&#${character.charCodeAt(0)};`)
        .replace(/@/g, "@&#8203;")
        .replace(/\r?\n/g, "<br>\n  ");
}

export function link(text: string, url: string): string {
    return /^https?:\/\/[^\s()<>]+$/.test(url) ? `[${escaped(text)}](${url})` : escaped(text);
}
