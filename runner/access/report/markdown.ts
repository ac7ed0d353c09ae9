import type { AccessChange, ChangeKind } from "../difference";
import { principalName } from "../principals";
import { count, describeCells, describeColumns } from "../words";
import type { AccessDocument } from "./document";
import { countChanges, describeVia, emptiness, outlineOf, type PrincipalOutline, summaryOf } from "./outline";

/**
 * The longest comment that GitHub takes, in characters.
 *
 * Source: https://docs.github.com/en/rest/issues/comments (the API answers "body is too long (maximum is 65536 characters)")
 */
export const COMMENT_LIMIT = 65_536;

const LABELS: Record<ChangeKind, string> = { gain: "gains", loss: "loses", change: "changes" };

/** What the sentence on parts left out may take of the limit. */
const RESERVE = 400;

/** The part of the comment that changes, and remarks after them, may fill: the rest is for the principals. */
const SHARE_OF_CHANGES = 0.6;
const SHARE_OF_REMARKS = 0.8;

/**
 * Writes a matrix as a comment on a pull request: what changes first, then each principal folded away. The first line
 * is the same for every run on a stack, so that a workflow finds the comment to replace.
 */
export function writeAccessMarkdown(document: AccessDocument, limit = COMMENT_LIMIT): string {
    const { project, stack, changes } = document;
    const comment = new Comment(limit - RESERVE);
    comment.add(`${marker(project, stack)}\n### Who may read what: ${text(`${project}/${stack}`)}\n\n`);
    if (changes !== undefined) addChanges(document, changes, comment);
    const nothing = emptiness(document);
    comment.add(`${text(nothing ?? summaryOf(document))}\n\n`);
    for (const remark of remarks(document)) comment.add(`> ${remark}\n\n`, "remark", SHARE_OF_REMARKS);
    if (document.administrators.length > 0) comment.add(administratorsBlock(document));
    addPrincipals(outlineOf(document), comment);
    return comment.finish();
}

/** The comment's first line. */
export function marker(project: string, stack: string): string {
    return `<!-- lakefront-access ${`${project}/${stack}`.replace(/[^\w./]+/g, "-")} -->`;
}

function addChanges(document: AccessDocument, changes: readonly AccessChange[], comment: Comment): void {
    comment.add(`**${text(countChanges(document))}**\n\n`);
    if (changes.length === 0) return;
    comment.add("| | who | what |\n|---|---|---|\n");
    for (const { kind, principal, what, personal, personalPossible } of changes) {
        const mark = personal.length > 0 || personalPossible ? " :warning: personal" : "";
        comment.add(
            `| ${LABELS[kind]}${mark} | ${code(principalName(principal))} | ${text(what)} |\n`,
            "change",
            SHARE_OF_CHANGES,
        );
    }
    comment.add("\n");
}

/** Once a principal's block doesn't fit, one with as many rows isn't even written out. */
function addPrincipals(outlines: readonly PrincipalOutline[], comment: Comment): void {
    let tooMany = Number.POSITIVE_INFINITY;
    for (const outline of outlines) {
        const rows = outline.rows.length;
        if (rows < tooMany && comment.add(principalBlock(outline), "principal")) continue;
        if (rows >= tooMany) comment.leaveOut("principal");
        tooMany = Math.min(tooMany, rows);
    }
}

function principalBlock({ principal, rows, databases, locations }: PrincipalOutline): string {
    const personal = rows.filter(({ row }) => row.personal.length > 0).length;
    const title = `${html(principalName(principal))}: ${count(rows.length, "table")}${personal === 0 ? "" : `, personal columns in ${personal}`}`;
    const lines = [
        ...rows.map(({ row, table }) => {
            const columns = [describeColumns(row, table), ...row.notes].map(text).join("<br>");
            return `| ${code(`${row.database}.${row.table}`)} | ${text(row.verbs.join(", "))} | ${columns} | ${text(describeCells(row.cells, table))} | ${text(describeVia(row.via).join(", "))} |`;
        }),
        ...databases.map(
            ({ database, verbs, via }) =>
                `| ${code(database)} | ${text(verbs.join(", "))} | | | ${text(describeVia(via).join(", "))} |`,
        ),
        ...locations.map(({ path }) => `| ${code(`s3://${path}`)} | create tables | | | |`),
    ];
    const table = ["| on | may | columns | rows | by |", "|---|---|---|---|---|", ...lines].join("\n");
    return `<details><summary>${title}</summary>\n\n${code(principal)}\n\n${table}\n\n</details>\n\n`;
}

function administratorsBlock({ administrators }: AccessDocument): string {
    const lines = administrators.map(
        ({ principal, readOnly }) => `- ${code(principal)}${readOnly ? " (read-only)" : ""}`,
    );
    return `<details><summary>Administrators: all metadata, and data only by a grant</summary>\n\n${lines.join("\n")}\n\n</details>\n\n`;
}

function remarks({ warnings, undetermined }: AccessDocument): string[] {
    return [...warnings, ...undetermined.map(({ reason }) => `Not in this list: ${reason}`)].map(text);
}

/** A text that takes whole blocks as long as they fit, and counts those that don't. */
class Comment {
    private body = "";
    private readonly leftOut = new Map<string, number>();

    constructor(private readonly limit: number) {}

    /**
     * @param kind what the block is one of, for the sentence on what was left out
     * @param share how much of the limit may be full after it
     * @returns whether the block was taken
     */
    add(block: string, kind = "part", share = 1): boolean {
        const fits = this.body.length + block.length <= this.limit * share;
        if (fits) this.body += block;
        else this.leaveOut(kind);
        return fits;
    }

    leaveOut(kind: string): void {
        this.leftOut.set(kind, (this.leftOut.get(kind) ?? 0) + 1);
    }

    finish(): string {
        if (this.leftOut.size === 0) return this.body;
        const parts = [...this.leftOut].map(([kind, number]) => count(number, kind));
        return `${this.body}\n**Left out, since GitHub takes no longer comment: ${parts.join(", ")}.** \`lakefront access\` shows them all.\n`;
    }
}

/** Text that comes from the program, so that it can't be taken for HTML or a mention. */
function html(value: string): string {
    return value
        .replace(/\s+/g, " ")
        .replace(/&/g, "&amp;")
        .replace(/</g, "&lt;")
        .replace(/>/g, "&gt;")
        .replace(/@/g, "&#64;");
}

/** The same where Markdown is read. */
function text(value: string): string {
    return html(value.replace(/[\\`*_[\]~|#!]/g, "\\$&"));
}

/** A code span; longer fences let it hold backticks, and a `|` would end the table's cell. */
function code(value: string): string {
    const longest = Math.max(0, ...Array.from(value.matchAll(/`+/g), ([ticks]) => ticks.length));
    const fence = "`".repeat(longest + 1);
    const pad = longest > 0 ? " " : "";
    return `${fence}${pad}${value.replace(/\s+/g, " ").replace(/\|/g, "\\|")}${pad}${fence}`;
}
