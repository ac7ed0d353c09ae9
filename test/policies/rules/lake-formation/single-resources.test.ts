import { lfAdminsLimited } from "../../../../policies/rules/lake-formation/lf-admins-limited";
import { lfCrossAccountVersion } from "../../../../policies/rules/lake-formation/lf-cross-account-version";
import { lfExternalFilteringClosed } from "../../../../policies/rules/lake-formation/lf-external-filtering-closed";
import { lfLocationGoverned } from "../../../../policies/rules/lake-formation/lf-location-governed";
import { lfNoBroadGrants } from "../../../../policies/rules/lake-formation/lf-no-broad-grants";
import { lfNoIamAllowedPrincipals } from "../../../../policies/rules/lake-formation/lf-no-iam-allowed-principals";
import { describeRule } from "../../support/describe-rule";

const settings = "aws:lakeformation/dataLakeSettings:DataLakeSettings";
const grant = "aws:lakeformation/permissions:Permissions";
const role = (name: string) => `arn:aws:iam::111122223333:role/${name}`;

const everybody = [{ principal: "IAM_ALLOWED_PRINCIPALS", permissions: ["ALL"] }];
const leftToIam = (property: string) =>
    `${property} names IAM_ALLOWED_PRINCIPALS: what is created next is left to IAM.`;

describeRule({
    rule: lfNoIamAllowedPrincipals,
    type: settings,
    refuses: [
        {
            when: "databases that are left to IAM",
            set: { createDatabaseDefaultPermissions: everybody },
            says: [leftToIam("createDatabaseDefaultPermissions")],
        },
        {
            when: "tables that are left to IAM",
            set: { createTableDefaultPermissions: everybody },
            says: [leftToIam("createTableDefaultPermissions")],
        },
    ],
    accepts: [
        { when: "no defaults, which clears them at creation", set: { createTableDefaultPermissions: undefined } },
    ],
    defersOn: ["createDatabaseDefaultPermissions", "createTableDefaultPermissions"],
    mends: [{ when: "databases that are left to IAM", set: { createDatabaseDefaultPermissions: everybody } }],
});
describeRule({
    rule: lfNoIamAllowedPrincipals,
    type: grant,
    refuses: [
        {
            when: "a grant to everybody whom IAM lets in",
            set: { principal: "IAM_ALLOWED_PRINCIPALS" },
            says: ["principal is IAM_ALLOWED_PRINCIPALS: IAM alone decides about what is granted."],
        },
    ],
    defersOn: ["principal"],
    leaves: [{ when: "such a grant", set: { principal: "IAM_ALLOWED_PRINCIPALS" } }],
});
for (const type of ["aws:glue/catalogDatabase:CatalogDatabase", "aws:glue/catalog:Catalog"]) {
    const principal = { dataLakePrincipalIdentifier: "IAM_ALLOWED_PRINCIPALS" };
    describeRule({
        rule: lfNoIamAllowedPrincipals,
        type,
        refuses: [
            {
                when: "tables that are left to IAM",
                set: { createTableDefaultPermissions: [{ principal, permissions: ["ALL"] }] },
                says: [leftToIam("createTableDefaultPermissions")],
            },
        ],
        accepts: [
            {
                when: "tables that are granted to a role",
                set: {
                    createTableDefaultPermissions: [{ principal: { dataLakePrincipalIdentifier: role("engineer") } }],
                },
            },
        ],
        mends: [
            {
                when: "tables that are left to IAM",
                set: { createTableDefaultPermissions: [{ principal, permissions: ["ALL"] }] },
            },
        ],
    });
}

describeRule({
    rule: lfAdminsLimited,
    type: settings,
    refuses: [
        {
            when: "no administrator",
            set: { admins: [] },
            says: ["admins is empty: nobody can grant or revoke, and the next deployment is refused."],
        },
        {
            when: "admins that are left out",
            set: { admins: undefined },
            says: ["admins is empty: nobody can grant or revoke, and the next deployment is refused."],
        },
        {
            when: "four administrators",
            set: { admins: ["a", "b", "c", "d"].map(role) },
            says: ["admins holds more than 3."],
        },
        {
            when: "a user",
            set: { admins: ["arn:aws:iam::111122223333:user/alice"] },
            says: ["admins holds a user or the account's root: name roles."],
        },
        {
            when: "the account's root",
            set: { admins: ["arn:aws:iam::111122223333:root"] },
            says: ["admins holds a user or the account's root: name roles."],
        },
        {
            when: "one whom the setting does not expect",
            set: {},
            settings: { adminPatterns: ["*:role/platform-*"] },
            says: ["admins holds one that is none of the expected."],
        },
    ],
    accepts: [
        { when: "one whom the setting expects", set: {}, settings: { adminPatterns: ["*:role/lake-*"] } },
        {
            when: "more where the setting allows them",
            set: { admins: ["a", "b", "c", "d"].map(role) },
            settings: { maxAdmins: 4 },
        },
    ],
    defersOn: ["admins", "admins[0]"],
});

describeRule({
    rule: lfNoBroadGrants,
    type: grant,
    refuses: [
        ...["ALL", "SUPER"].map((permission) => ({
            when: permission,
            set: { permissions: [permission] },
            says: ["permissions holds ALL: it grants dropping as well, and reads back as something else."],
        })),
        {
            when: "a grant that can be passed on",
            set: { permissionsWithGrantOptions: ["SELECT"] },
            says: ["permissionsWithGrantOptions is not empty: the grantee can grant to others."],
        },
        {
            when: "every table of a database",
            set: { table: { databaseName: "lake", wildcard: true }, tableWithColumns: undefined },
            says: ["table.wildcard grants every table of the database, those to come included."],
        },
    ],
    accepts: [
        {
            when: "every table for a principal that the setting names",
            set: { table: { databaseName: "lake", wildcard: true }, tableWithColumns: undefined },
            settings: { adminPatterns: ["*:role/analyst"] },
        },
        { when: "an empty list of what can be passed on", set: { permissionsWithGrantOptions: [] } },
        { when: "one table", set: { table: { databaseName: "lake", name: "contacts" }, tableWithColumns: undefined } },
    ],
    defersOn: ["permissions[0]"],
});

const location = "aws:lakeformation/resource:Resource";

describeRule({
    rule: lfLocationGoverned,
    type: location,
    refuses: [
        {
            when: "a location without a role of its own",
            set: { roleArn: undefined },
            says: ["roleArn is not set: the service-linked role can be neither narrowed nor audited by location."],
        },
        {
            when: "the service-linked role",
            set: { useServiceLinkedRole: true },
            says: ["useServiceLinkedRole is true: paths registered at once are lost from the role's policy."],
        },
        {
            when: "hybrid access",
            set: { hybridAccessEnabled: true },
            says: ["hybridAccessEnabled is true: IAM decides for every principal that did not opt in."],
        },
        {
            when: "privileged access",
            set: { withPrivilegedAccess: true },
            says: ["withPrivilegedAccess is true: whoever registered the location may read all of it."],
        },
    ],
    accepts: [
        { when: "flags that are left out", set: { hybridAccessEnabled: undefined } },
        {
            when: "hybrid access where the setting allows it",
            set: { hybridAccessEnabled: true },
            settings: { allowHybrid: true },
        },
    ],
    defersOn: ["hybridAccessEnabled"],
    needsOnlyPresenceOf: ["roleArn"],
    mends: [{ when: "open flags", set: { hybridAccessEnabled: true, withPrivilegedAccess: true } }],
    leaves: [{ when: "a missing role", set: { roleArn: undefined } }],
});

const account = "444455556666";

describeRule({
    rule: lfExternalFilteringClosed,
    type: settings,
    settings: { allowedAccounts: [account] },
    refuses: [
        {
            when: "whole tables for outside engines",
            set: { allowFullTableExternalDataAccess: true },
            says: ["allowFullTableExternalDataAccess is true: outside engines read whole tables unfiltered."],
        },
        {
            when: "filtering by an account that is not allowed",
            set: {
                allowExternalDataFiltering: true,
                externalDataFilteringAllowLists: ["777788889999"],
                authorizedSessionTagValueLists: ["engine"],
            },
            says: [
                "allowExternalDataFiltering is true for accounts in externalDataFilteringAllowLists that are not allowed.",
            ],
        },
        {
            when: "filtering by nobody in particular",
            set: { allowExternalDataFiltering: true },
            says: [
                "allowExternalDataFiltering is true for accounts in externalDataFilteringAllowLists that are not allowed.",
                "allowExternalDataFiltering is true without authorizedSessionTagValueLists: any session of those accounts may filter.",
            ],
        },
    ],
    accepts: [
        {
            when: "filtering by an allowed account, for named sessions",
            set: {
                allowExternalDataFiltering: true,
                externalDataFilteringAllowLists: [account],
                authorizedSessionTagValueLists: ["engine"],
            },
        },
        { when: "flags that are left out", set: { allowExternalDataFiltering: undefined } },
    ],
    defersOn: ["allowFullTableExternalDataAccess"],
    mends: [{ when: "both flags", set: { allowFullTableExternalDataAccess: true, allowExternalDataFiltering: true } }],
});

describeRule({
    rule: lfCrossAccountVersion,
    type: settings,
    refuses: [
        {
            when: "no version",
            set: { parameters: undefined },
            says: ["parameters.CROSS_ACCOUNT_VERSION is not 3 or later."],
        },
        {
            when: "the first version",
            set: { "parameters.CROSS_ACCOUNT_VERSION": "1" },
            says: ["parameters.CROSS_ACCOUNT_VERSION is not 3 or later."],
        },
    ],
    accepts: [
        {
            when: "an older one where the setting allows it",
            set: { "parameters.CROSS_ACCOUNT_VERSION": "2" },
            settings: { min: 2 },
        },
    ],
    defersOn: ["parameters.CROSS_ACCOUNT_VERSION"],
    mends: [
        { when: "no version", set: { parameters: undefined } },
        { when: "the first version", set: { "parameters.CROSS_ACCOUNT_VERSION": "1" } },
    ],
});
