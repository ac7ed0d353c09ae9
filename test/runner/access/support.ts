import type { AccessResource } from "../../../runner/access";

export const ACCOUNT = "111122223333";
export const ANALYST = role("analyst");
export const ENGINEER = role("engineer");

export function role(name: string): string {
    return `arn:aws:iam::${ACCOUNT}:role/${name}`;
}

let unnamed = 0;

export function resource(type: string, inputs: Record<string, unknown>, name = `r${++unnamed}`): AccessResource {
    const last = type.split("/")[1] ?? type;
    return { type: `aws:${type}:${last.charAt(0).toUpperCase()}${last.slice(1)}`, name, inputs };
}

export function database(name: string, inputs: Record<string, unknown> = {}): AccessResource {
    return resource("glue/catalogDatabase", { name, ...inputs }, `database-${name}`);
}

/** Columns whose name starts with `personal_` are marked as personal. */
export function table(databaseName: string, name: string, columns: string[], inputs: Record<string, unknown> = {}) {
    return resource(
        "glue/catalogTable",
        {
            databaseName,
            name,
            storageDescriptor: {
                location: `s3://lake/${databaseName}/${name}/`,
                columns: columns.map((column) => ({
                    name: column,
                    type: "string",
                    ...(column.startsWith("personal_") && { parameters: { personal: "true" } }),
                })),
            },
            ...inputs,
        },
        `table-${name}`,
    );
}

export function permissions(
    name: string,
    principal: unknown,
    verbs: readonly string[],
    on: Record<string, unknown>,
): AccessResource {
    return resource("lakeformation/permissions", { principal, permissions: verbs, ...on }, name);
}

export function cellsFilter(tableData: Record<string, unknown>): AccessResource {
    return resource("lakeformation/dataCellsFilter", {
        tableData: { tableCatalogId: ACCOUNT, databaseName: "lake", tableName: "contacts", ...tableData },
    });
}

export function registered(path: string, inputs: Record<string, unknown> = {}): AccessResource {
    return resource("lakeformation/resource", { arn: `arn:aws:s3:::${path}`, ...inputs });
}

export function settings(inputs: Record<string, unknown> = {}): AccessResource {
    return resource("lakeformation/dataLakeSettings", { admins: [role("admin")], ...inputs }, "settings");
}

export const CONTACTS = ["contact_id", "channel", "personal_phone", "personal_name"];

/** One database with contacts and agents, on a registered location, with nothing granted. */
export function lake(): AccessResource[] {
    return [
        settings(),
        registered("lake"),
        database("lake"),
        table("lake", "contacts", CONTACTS, { partitionKeys: [{ name: "year", type: "int" }] }),
        table("lake", "agents", ["agent_id", "status"]),
    ];
}

export const CONTACTS_TABLE = { databaseName: "lake", name: "contacts" };
