import { type Fields, fieldsOf, isUnknown, listOf, textOf, textsOf } from "./read";
import { type AccessResource, IAM_ALLOWED_PRINCIPALS } from "./types";

/** What `aws.lakeformation.DataLakeSettings` says. */
export interface Settings {
    declared: boolean;
    /** Name of the resource that states the defaults. */
    name: string;
    urn?: string;
    admins: string[];
    readOnlyAdmins: string[];
    /** True when new databases, or tables, are open to whomever IAM policies let in. */
    iamOnDatabases: boolean;
    iamOnTables: boolean;
}

export function settingsOf(resources: readonly AccessResource[]): Settings {
    const [first] = resources;
    return {
        declared: first !== undefined,
        name: first?.name ?? "",
        urn: first?.urn,
        admins: resources.flatMap(({ inputs }) => textsOf(inputs.admins)),
        readOnlyAdmins: resources.flatMap(({ inputs }) => textsOf(inputs.readOnlyAdmins)),
        iamOnDatabases: resources.some(({ inputs }) => opensToIam(inputs.createDatabaseDefaultPermissions)),
        iamOnTables: resources.some(({ inputs }) => opensToIam(inputs.createTableDefaultPermissions)),
    };
}

/** Whether a database opens its new tables to IAM; nothing where it leaves that to the account's settings. */
export function databaseOpensTables(inputs: Fields): boolean | undefined {
    return inputs.createTableDefaultPermissions === undefined
        ? undefined
        : opensToIam(inputs.createTableDefaultPermissions);
}

export function defaultsNotKnown({ inputs }: AccessResource): boolean {
    return isUnknown(inputs.createDatabaseDefaultPermissions) || isUnknown(inputs.createTableDefaultPermissions);
}

function opensToIam(defaults: unknown): boolean {
    return listOf(defaults).some((entry) => {
        const fields = fieldsOf(entry) ?? {};
        const principal = textOf(fieldsOf(fields.principal)?.dataLakePrincipalIdentifier ?? fields.principal);
        return isIamGroup(principal) && textsOf(fields.permissions).length > 0;
    });
}

/** Lake Formation's API and its console spell the group in different ways. */
export function isIamGroup(principal: string | undefined): boolean {
    return principal === IAM_ALLOWED_PRINCIPALS || principal === "IAMAllowedPrincipals";
}
