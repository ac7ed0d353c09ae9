import type { AccessChange, ChangeKind } from "../difference";
import { principalKind, principalName } from "../principals";
import { describeCells, describeColumns } from "../words";
import type { AccessDocument } from "./document";
import { countChanges, describeVia, emptiness, outlineOf, type PrincipalOutline, summaryOf } from "./outline";

const BOLD = 1;
const RED = 31;
const GREEN = 32;
const YELLOW = 33;
const DIM = 90;

const SIGNS: Record<ChangeKind, string> = { gain: "+", loss: "-", change: "~" };
const COLORS: Record<ChangeKind, number> = { gain: RED, loss: GREEN, change: YELLOW };

type Paint = (text: string, code: number) => string;

/** Writes a matrix for people, grouped by principal; of one with changes, the changes alone. */
export function writeAccessText(document: AccessDocument, { color = false }: { color?: boolean } = {}): string {
    const paint: Paint = (text, code) => (color ? `\u001b[${code}m${text}\u001b[0m` : text);
    const parts =
        document.changes === undefined ? wholeMatrix(document, paint) : changesOnly(document, document.changes, paint);
    return `${parts.join("\n\n")}\n`;
}

function wholeMatrix(document: AccessDocument, paint: Paint): string[] {
    const administrators = document.administrators.map(
        ({ principal, readOnly }) => `  ${principal}${readOnly ? "  read-only" : ""}`,
    );
    const nothing = emptiness(document);
    return [
        ...outlineOf(document).map((outline) => principalText(outline, paint)),
        ...(administrators.length === 0
            ? []
            : [
                  [paint("Administrators: all metadata, and data only by a grant above", BOLD), ...administrators].join(
                      "\n",
                  ),
              ]),
        ...remarks(document, paint),
        nothing ?? summaryOf(document),
    ];
}

function changesOnly(document: AccessDocument, changes: readonly AccessChange[], paint: Paint): string[] {
    const lines = changes.map(({ kind, principal, what }) =>
        paint(`${SIGNS[kind]} ${principalName(principal)} ${what}`, COLORS[kind]),
    );
    return [...(lines.length === 0 ? [] : [lines.join("\n")]), ...remarks(document, paint), countChanges(document)];
}

function principalText({ principal, rows, databases, locations }: PrincipalOutline, paint: Paint): string {
    const name = principalName(principal);
    const title = [
        paint(name, BOLD),
        principalKind(principal),
        ...(name === principal ? [] : [paint(principal, DIM)]),
    ].join("  ");
    const lines = [
        ...rows.flatMap(({ row, table }) => [
            `  ${row.database}.${row.table}  ${row.verbs.join(", ")}${grantOption(row.grantable)}`,
            `    ${columnsText(describeColumns(row, table), row.personal.length > 0, paint)}`,
            ...(row.cells.length === 0 ? [] : [`    ${describeCells(row.cells, table)}`]),
            ...row.notes.map((note) => `    ${paint(note, YELLOW)}`),
            paint(`    by ${describeVia(row.via).join(", ")}`, DIM),
        ]),
        ...databases.flatMap(({ database, verbs, grantable, decidedBy, via }) => [
            `  database ${database}  ${verbs.join(", ")}${grantOption(grantable)}`,
            ...(decidedBy === "iam" ? [`    ${paint("IAM policies decide.", YELLOW)}`] : []),
            paint(`    by ${describeVia(via).join(", ")}`, DIM),
        ]),
        ...locations.map(({ path }) => `  may create tables in s3://${path}`),
    ];
    return [title, ...lines].join("\n");
}

function columnsText(text: string, personal: boolean, paint: Paint): string {
    return personal ? paint(text, RED) : text;
}

function grantOption(grantable: readonly string[]): string {
    return grantable.length === 0 ? "" : `, and may grant ${grantable.join(", ")}`;
}

function remarks({ warnings, undetermined }: AccessDocument, paint: Paint): string[] {
    const lines = [...warnings, ...undetermined.map(({ reason }) => `Not in this list: ${reason}`)];
    return lines.length === 0 ? [] : [lines.map((line) => paint(line, YELLOW)).join("\n")];
}
