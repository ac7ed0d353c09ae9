import type * as aws from "@pulumi/aws";
import type { Administrators } from "./lake-settings-principals";

/** The principal that stands for everyone whom IAM lets in. */
const IAM_ALLOWED_PRINCIPALS = "IAM_ALLOWED_PRINCIPALS";

/** The settings that were asked for, every value known. */
export interface WantedSettings extends Administrators {
    readonly useIamAccessControlByDefault: boolean;
    readonly crossAccountVersion: string;
    readonly trustedResourceOwners: string[];
    readonly externalFiltering:
        | { accountIds: string[]; sessionTagValues: string[]; fullTableAccess: boolean }
        | undefined;
}

/**
 * The default permissions of new objects. No list but an empty one and this one is accepted:
 * https://docs.aws.amazon.com/lake-formation/latest/APIReference/API_DataLakeSettings.html
 */
export function defaultPermissions(leftToIam: boolean): { permissions: string[]; principal: string }[] {
    return leftToIam ? [{ permissions: ["ALL"], principal: IAM_ALLOWED_PRINCIPALS }] : [];
}

type Settings = aws.lakeformation.GetDataLakeSettingsResult;

/** What a provider may leave out when it is not set. */
const UNSET: Settings = {
    id: "",
    region: "",
    admins: [],
    readOnlyAdmins: [],
    createDatabaseDefaultPermissions: [],
    createTableDefaultPermissions: [],
    parameters: {},
    trustedResourceOwners: [],
    allowExternalDataFiltering: false,
    allowFullTableExternalDataAccess: false,
    externalDataFilteringAllowLists: [],
    authorizedSessionTagValueLists: [],
};

/**
 * What a person has to know and do when the account's settings are not those that were asked for; nothing when they
 * are.
 */
export function reviewSettings(wanted: WantedSettings, read: Partial<Settings>): string | undefined {
    const found = { ...UNSET, ...read };
    const differences = differencesOf(wanted, found);
    if (differences.length === 0) {
        return undefined;
    }
    return [
        `Lake Formation's settings in ${found.region} are not as asked for:`,
        ...differences.map((difference) => `  - ${difference}`),
        "The AWS provider doesn't send a list that became empty (https://github.com/pulumi/pulumi-aws/issues/4366), and others may have changed the settings. Put them right as an administrator, then run `pulumi up --refresh`:",
        `  ${repairCommand(wanted, found.region)}`,
    ].join("\n");
}

function differencesOf(wanted: WantedSettings, found: Settings): string[] {
    const filtering = wanted.externalFiltering;
    const version = found.parameters.CROSS_ACCOUNT_VERSION;
    return [
        ...defaultsDifference("databases", wanted, found.createDatabaseDefaultPermissions),
        ...defaultsDifference("tables", wanted, found.createTableDefaultPermissions),
        ...listDifferences("an administrator", wanted.admins, found.admins),
        ...listDifferences("a read-only administrator", wanted.readOnlyAdmins, found.readOnlyAdmins),
        ...listDifferences("a trusted owner", wanted.trustedResourceOwners, found.trustedResourceOwners),
        ...(version === wanted.crossAccountVersion
            ? []
            : [`the version of sharing is ${version ?? "not set"}, not ${wanted.crossAccountVersion}`]),
        ...flagDifference("external data filtering", filtering !== undefined, found.allowExternalDataFiltering),
        ...flagDifference(
            "full table access without session tags",
            filtering?.fullTableAccess ?? false,
            found.allowFullTableExternalDataAccess,
        ),
        ...listDifferences(
            "an account that filters by itself",
            filtering?.accountIds ?? [],
            found.externalDataFilteringAllowLists,
        ),
        ...listDifferences(
            "a session tag value of an engine",
            filtering?.sessionTagValues ?? [],
            found.authorizedSessionTagValueLists,
        ),
    ];
}

function defaultsDifference(
    what: string,
    { useIamAccessControlByDefault }: WantedSettings,
    found: readonly { principal: string }[],
): string[] {
    const open = found.some(({ principal }) => principal === IAM_ALLOWED_PRINCIPALS);
    if (open === useIamAccessControlByDefault) {
        return [];
    }
    return [
        open
            ? `new ${what} are still open to everyone whom IAM lets in (IAMAllowedPrincipals)`
            : `new ${what} are not left to IAM (IAMAllowedPrincipals)`,
    ];
}

function listDifferences(role: string, wanted: readonly string[], found: readonly string[]): string[] {
    return [
        ...wanted.filter((one) => !found.includes(one)).map((one) => `${one} is not ${role}`),
        ...found.filter((one) => !wanted.includes(one)).map((one) => `${one} is ${role}, though not asked for`),
    ];
}

function flagDifference(what: string, wanted: boolean, found: boolean): string[] {
    return wanted === found ? [] : [`${what} is ${found ? "allowed" : "not allowed"}`];
}

/**
 * The command that puts all settings at once, for the API replaces all of them:
 * https://docs.aws.amazon.com/cli/latest/reference/lakeformation/put-data-lake-settings.html
 */
export function repairCommand(wanted: WantedSettings, region: string): string {
    const defaults = defaultPermissions(wanted.useIamAccessControlByDefault).map(({ permissions, principal }) => ({
        Principal: identified(principal),
        Permissions: permissions,
    }));
    const filtering = wanted.externalFiltering;
    const settings = {
        DataLakeAdmins: wanted.admins.map(identified),
        ReadOnlyAdmins: wanted.readOnlyAdmins.map(identified),
        CreateDatabaseDefaultPermissions: defaults,
        CreateTableDefaultPermissions: defaults,
        Parameters: { CROSS_ACCOUNT_VERSION: wanted.crossAccountVersion },
        TrustedResourceOwners: wanted.trustedResourceOwners,
        AllowExternalDataFiltering: filtering !== undefined,
        AllowFullTableExternalDataAccess: filtering?.fullTableAccess ?? false,
        ExternalDataFilteringAllowList: (filtering?.accountIds ?? []).map(identified),
        AuthorizedSessionTagValueList: filtering?.sessionTagValues ?? [],
    };
    return `aws lakeformation put-data-lake-settings --region ${region} --data-lake-settings ${quoted(JSON.stringify(settings))}`;
}

function identified(identifier: string): { DataLakePrincipalIdentifier: string } {
    return { DataLakePrincipalIdentifier: identifier };
}

/** As one word of a POSIX shell. */
function quoted(text: string): string {
    return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
