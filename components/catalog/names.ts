/**
 * The problem with the name of a database, a table or a column, or nothing. Glue folds names to lower case, and Athena
 * wants quotes around anything but letters, digits and "_":
 * https://docs.aws.amazon.com/athena/latest/ug/tables-databases-columns-names.html
 */
export function catalogNameProblems(property: string, name: string): string[] {
    if (/^[a-z][a-z0-9_]{0,127}$/.test(name)) return [];
    const good = name
        .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
        .toLowerCase()
        .replace(/[^a-z0-9_]+/g, "_")
        .replace(/^[^a-z]+/, "");
    return [
        `${property} is "${name}": it takes lower-case letters, digits and "_", a letter first, for example "${good || "contact_records"}".`,
    ];
}
