import { type Fields, fieldsOf } from "./fields";
import { idAfter, text } from "./values";

const levels = [1, 2, 3, 4, 5] as const;
type Level = (typeof levels)[number];

/** The columns that hold an agent's place in the hierarchy. */
export type HierarchyRow = { readonly [Name in `hierarchy_l${Level}_${"id" | "name"}`]: string | null };

/**
 * Fields of a hierarchy: `Level1` to `Level5`. Contact records name a group by `GroupName`, agent events by `Name`; both are
 * read in both.
 */
export function hierarchyFields<Row extends HierarchyRow>(): Fields<Row> {
    const { to, inside } = fieldsOf<HierarchyRow>();
    return Object.fromEntries(
        levels.map((level) => [
            `Level${level}`,
            inside({
                ARN: to(`hierarchy_l${level}_id`, idAfter("/agent-group/")),
                GroupName: to(`hierarchy_l${level}_name`, text),
                Name: to(`hierarchy_l${level}_name`, text),
            }),
        ]),
    );
}
