import { hint } from "../support/nearest";
import { GrantAccess } from "./grants-args";

/** Kinds of resources that permissions differ by. */
export type PermissionScope = "database" | "table" | "view";

/**
 * What each word means, by the kind of resource. `DESCRIBE` is written out, though Lake Formation implies it, because
 * that is how it lists a grant.
 */
const VERBS: Readonly<Record<PermissionScope, Readonly<Partial<Record<GrantAccess, readonly string[]>>>>> = {
    database: {
        read: ["DESCRIBE"],
        write: ["ALTER", "CREATE_TABLE", "DESCRIBE"],
        own: ["ALTER", "CREATE_TABLE", "DESCRIBE", "DROP"],
    },
    table: {
        read: ["DESCRIBE", "SELECT"],
        write: ["DELETE", "DESCRIBE", "INSERT", "SELECT"],
        own: ["ALTER", "DELETE", "DESCRIBE", "DROP", "INSERT", "SELECT"],
    },
    view: {
        read: ["DESCRIBE", "SELECT"],
        own: ["DESCRIBE", "DROP", "SELECT"],
    },
};

/** https://docs.aws.amazon.com/lake-formation/latest/dg/lf-permissions-reference.html */
const TAKEN: Readonly<Record<PermissionScope, readonly string[]>> = {
    database: ["ALTER", "CREATE_TABLE", "DESCRIBE", "DROP"],
    table: ["ALTER", "DELETE", "DESCRIBE", "DROP", "INSERT", "SELECT"],
    view: ["DESCRIBE", "DROP", "SELECT"],
};

/** Permissions by which rows can be read: inserting and deleting includes reading, by the reference above. */
const READING = ["DELETE", "INSERT", "SELECT"];

/** Whether whoever has these permissions can read rows. */
export function readsData(permissions: readonly string[]): boolean {
    return permissions.some((permission) => READING.includes(permission));
}

/** What a grant asks for: its permissions, sorted and each once, or why it can't have them. */
export function permissionsOf(
    grant: { readonly access?: GrantAccess; readonly permissions?: readonly string[] },
    scope: PermissionScope,
): { readonly permissions: readonly string[]; readonly problems: readonly string[] } {
    const { access, permissions } = grant;
    if ((access === undefined) === (permissions === undefined)) {
        const fault = access === undefined ? "says neither access nor permissions" : "says both access and permissions";
        return { permissions: [], problems: [`${fault}: give one of them, for example access: "read".`] };
    }
    if (permissions !== undefined) {
        const problems = explicitProblems(permissions, scope);
        return { permissions: [...new Set(permissions)].sort(), problems };
    }
    const verbs: readonly string[] = Object.values(GrantAccess);
    if (access === undefined || !verbs.includes(access)) {
        return {
            permissions: [],
            problems: [`access is "${access}"${hint(String(access), verbs)}: it takes one of ${verbs.join(", ")}.`],
        };
    }
    const expanded = VERBS[scope][access];
    return expanded === undefined
        ? { permissions: [], problems: [`access is "${access}" on a view, which nobody writes: it takes read or own.`] }
        : { permissions: expanded, problems: [] };
}

function explicitProblems(permissions: readonly string[], scope: PermissionScope): string[] {
    if (permissions.length === 0) return ['permissions is empty: name some, or give access: "read".'];
    return permissions
        .filter((permission) => !TAKEN[scope].includes(permission))
        .map((permission) =>
            /^(ALL|SUPER|SUPER_USER)$/i.test(permission)
                ? `permissions holds "${permission}", which grows with the service: give access: "own", or name them, for example ${TAKEN[scope].join(", ")}.`
                : `permissions holds "${permission}"${hint(permission, TAKEN[scope])}: a ${scope} takes ${TAKEN[scope].join(", ")}.`,
        );
}
