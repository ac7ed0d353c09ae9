import type { GlueColumn } from "./table";

/** A column as far as these functions read it. */
type Marked = Pick<GlueColumn, "name"> & { readonly personal?: boolean };

/** The columns that describe nobody. */
export function impersonal<Column extends Marked>(columns: readonly Column[]): Column[] {
    return columns.filter(({ personal }) => personal !== true);
}

/** A view's columns, each marked personal if a column of that name is so in what the view reads. */
export function markedAs<Column extends Marked>(columns: readonly Column[], read: readonly Marked[]): Column[] {
    const personal = new Set(read.filter((column) => column.personal === true).map(({ name }) => name));
    return columns.map((column) => (personal.has(column.name) ? { ...column, personal: true } : column));
}
