import { distinct } from "./read";
import type { Target } from "./types";

const DATABASE = ["ALTER", "CREATE_TABLE", "DESCRIBE", "DROP"];
const TABLE = ["ALTER", "DELETE", "DESCRIBE", "DROP", "INSERT", "SELECT"];

/**
 * Permissions that `ALL` stands for on each kind of resource.
 *
 * Source: https://docs.aws.amazon.com/lake-formation/latest/dg/lf-permissions-reference.html
 */
function allOn(target: Target): string[] {
    switch (target.kind) {
        case "catalog":
            return ["CREATE_DATABASE"];
        case "database":
            return DATABASE;
        case "table":
        case "allTables":
            return TABLE;
        case "tagPolicy":
            return target.resource === "DATABASE" ? DATABASE : TABLE;
        case "location":
            return ["DATA_LOCATION_ACCESS"];
        case "tag":
            return ["ALTER", "ASSOCIATE", "DESCRIBE", "DROP"];
    }
}

/** Permissions one by one, in upper case and sorted; `ALL` spelt out. */
export function spelledOut(permissions: readonly string[], target: Target): string[] {
    return distinct(
        permissions.flatMap((permission) => {
            const name = permission.toUpperCase();
            return name === "ALL" || name === "SUPER" || name === "SUPER_USER" ? allOn(target) : [name];
        }),
    );
}

/**
 * Whether whoever has these permissions on a table gets at its files, and so at every column and row, whatever `SELECT`
 * leaves out: `INSERT` and `DELETE` include reading there.
 *
 * Source: https://docs.aws.amazon.com/lake-formation/latest/dg/lf-permissions-reference.html
 */
export function reachesFiles(permissions: readonly string[]): boolean {
    return permissions.includes("INSERT") || permissions.includes("DELETE");
}
