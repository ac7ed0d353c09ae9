import { type Account, accountedFor, type FeedAccount, missing, quarantinedTotal } from "./account";
import { paint, type Style } from "./style";
import { frame } from "./table";
import { count } from "./text";

/** The pipeline's own account: what was sent, and what became of it. */
export function renderAccount(account: Account, style: Style): string[] {
    const feeds: readonly (readonly [string, FeedAccount])[] = [
        ["contact records", account.contactRecords],
        ["agent events", account.agentEvents],
    ];
    const columns = ["", "sent", "landed", "superseded", "duplicates", "quarantined", "missing"].map((name, i) => ({
        name,
        align: i === 0 ? ("left" as const) : ("right" as const),
    }));
    const rows = feeds.map(([name, feed]) => [
        name,
        feed.sent === undefined ? "?" : count(feed.sent),
        count(feed.landed),
        count(feed.superseded),
        count(feed.duplicates),
        count(quarantinedTotal(feed)),
        count(missing(feed) ?? 0),
    ]);
    return [
        paint("The pipeline's own account", "bold", style),
        ...frame(columns, rows, style),
        ...notes(account.contactRecords),
        ...feeds.flatMap(([name, feed]) => [...reasons(name, feed), identity(name, feed, style)]),
    ];
}

function notes({ updated }: FeedAccount): string[] {
    return updated === 0
        ? []
        : [
              `Late updates: ${count(updated)} ${updated === 1 ? "contact" : "contacts"} changed after a first record had been sent. The latest version is shown, all are kept.`,
          ];
}

function reasons(name: string, { quarantined }: FeedAccount): string[] {
    const list = quarantined.map(({ reason, documents }) => `${count(documents)} ${reason}`);
    return list.length === 0 ? [] : [`Quarantined ${name}: ${list.join(", ")}.`];
}

/** The sum, written out, so that it can be checked by eye. */
function identity(name: string, feed: FeedAccount, style: Style): string {
    const parts = [feed.landed, feed.superseded, feed.duplicates, quarantinedTotal(feed)].map(count).join(" + ");
    const total = accountedFor(feed);
    if (feed.sent === undefined) {
        return `${name}: landed + superseded + duplicates + quarantined = ${parts} = ${count(total)}.`;
    }
    const lost = feed.sent - total;
    if (lost === 0) {
        return paint(`Every one of ${count(feed.sent)} ${name} sent is accounted for: ${parts}.`, "green", style);
    }
    const what =
        lost > 0
            ? `${count(lost)} of ${count(feed.sent)} ${name} sent are missing`
            : `The lake holds ${count(-lost)} ${name} more than were sent`;
    return paint(`${what}: landed + superseded + duplicates + quarantined = ${parts} = ${count(total)}.`, "red", style);
}
