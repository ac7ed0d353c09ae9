import type { SyncReport } from "../../functions/shop/catalog/sync/report";
import { paint, type Style } from "../answers/style";
import { frame } from "../answers/table";
import { count } from "../answers/text";

const ROWS_SHOWN = 20;
const IDS_SHOWN = 20;

type Fault = SyncReport["rejected"][number];

/** The report of a sync for people. */
export function renderReport(report: SyncReport, style: Style): string[] {
    const { rows, added, changed, removed, unchanged, rejected_rows, removals_withheld, stock_adjusted } = report;
    const seconds = (Date.parse(report.finished_at) - Date.parse(report.started_at)) / 1000;
    const figures: readonly (readonly [string, number])[] = [
        ["rows in the file", rows],
        ["added", added],
        ["changed", changed],
        ["of these in their stock", stock_adjusted],
        ["removed", removed],
        ["kept although not in the file", removals_withheld],
        ["unchanged", unchanged],
        ["rejected", rejected_rows],
        ["documents written", report.documents_written],
        ["documents deleted", report.documents_deleted],
        ["documents indexed", report.ingestion?.indexed ?? 0],
    ];
    return [
        ...frame(
            [
                { name: "products", align: "left" },
                { name: "", align: "right" },
            ],
            figures.map(([name, figure]) => [name, count(figure)]),
            style,
        ),
        `${report.source.key}, ${seconds.toFixed(1)} s`,
        ...renderFaults(report, style),
    ];
}

/** What was wrong with the file: the first of each kind, and where the rest is. */
export function renderFaults(
    report: Pick<SyncReport, "rejected" | "warnings" | "refused_ids" | "report_key" | "source">,
    style: Style,
): string[] {
    const { rejected, warnings, refused_ids, report_key, source } = report;
    return [
        ...faults("Rejected", rejected, style),
        ...faults("Left out of good rows", warnings, style),
        ...refusals(refused_ids, style),
        ...(report_key === null ? [] : [`All of them: s3://${source.bucket}/${report_key}`]),
    ];
}

function refusals(ids: readonly string[], style: Style): string[] {
    if (ids.length === 0) return [];
    return [
        "",
        paint("On sale, and not in the file or discontinued by it", "bold", style),
        ...ids.slice(0, IDS_SHOWN),
        ...andMore(ids.length - IDS_SHOWN),
    ];
}

function andMore(left: number): string[] {
    return left > 0 ? [`and ${count(left)} more`] : [];
}

function faults(title: string, all: readonly Fault[], style: Style): string[] {
    if (all.length === 0) return [];
    const shown = all.slice(0, ROWS_SHOWN);
    return [
        "",
        paint(title, "bold", style),
        ...frame(
            [
                { name: "line", align: "right" },
                { name: "field", align: "left" },
                { name: "reason", align: "left" },
            ],
            shown.map(({ line, field, reason }) => [count(line), field ?? "(the row)", reason]),
            style,
        ),
        ...andMore(all.length - shown.length),
    ];
}
