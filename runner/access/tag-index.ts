import type { Selection, Selections } from "./columns";
import { groupBy } from "./group-by";
import { matches } from "./tags";
import type { Governance, GovernedDatabase, GovernedTable, TagExpression, TagValues } from "./types";

/** A table that a tag expression reaches. */
export interface TagMatch {
    table: GovernedTable;
    /** The columns that match; nothing when the table matches and all of its columns have other values. */
    selection: Selection | undefined;
    /** True when some columns don't match. */
    inPart: boolean;
}

/** Finds what tag expressions reach, once for each expression. */
export class TagIndex {
    private readonly groups = new Map<GovernedTable, { tags: TagValues; columns: string[] }[]>();
    private readonly found = new Map<string, TagMatch[]>();

    constructor(
        private readonly governance: Governance,
        private readonly selections: Selections,
    ) {}

    databasesMatching(expression: TagExpression): GovernedDatabase[] {
        return this.governance.databases.filter(({ tags }) => matches(expression, tags));
    }

    tablesMatching(expression: TagExpression): readonly TagMatch[] {
        const key = JSON.stringify(expression);
        const known = this.found.get(key);
        if (known !== undefined) return known;
        const found = this.governance.tables.flatMap((table) => this.match(table, expression));
        this.found.set(key, found);
        return found;
    }

    private match(table: GovernedTable, expression: TagExpression): TagMatch[] {
        const groups = this.groupsOf(table);
        const matching = groups.filter(({ tags }) => matches(expression, tags));
        if (matching.length > 0 && matching.length < groups.length) {
            const only = matching.flatMap(({ columns }) => columns);
            return [{ table, selection: this.selections.of({ only }, "all"), inPart: true }];
        }
        if (matching.length > 0) return [{ table, selection: this.selections.whole, inPart: false }];
        if (!matches(expression, table.tags)) return [];
        const empty = groups.length === 0;
        return [{ table, selection: empty ? this.selections.whole : undefined, inPart: !empty }];
    }

    /** Columns that carry the same tags are judged together: most tables have one or two such groups. */
    private groupsOf(table: GovernedTable) {
        const known = this.groups.get(table);
        if (known !== undefined) return known;
        const keys = new Map(table.columns.map(({ tags }) => [tags, ""]));
        for (const tags of keys.keys()) keys.set(tags, JSON.stringify(Object.entries(tags).sort()));
        const byTags = groupBy(table.columns, ({ tags }) => keys.get(tags) ?? "");
        const groups = Array.from(byTags.values(), (columns) => ({
            tags: columns[0]?.tags ?? {},
            columns: columns.map(({ name }) => name),
        }));
        this.groups.set(table, groups);
        return groups;
    }
}
