import type * as aws from "@pulumi/aws";
import { privatePolicy, roleArn } from "./common";
import type { Examples, Plain } from "./examples";

const settings: Plain<aws.lakeformation.DataLakeSettingsArgs> = {
    admins: ["arn:aws:iam::111122223333:role/lake-admin"],
    readOnlyAdmins: ["arn:aws:iam::111122223333:role/auditor"],
    allowExternalDataFiltering: false,
    allowFullTableExternalDataAccess: false,
    createDatabaseDefaultPermissions: [],
    createTableDefaultPermissions: [],
    parameters: { CROSS_ACCOUNT_VERSION: "4" },
};
const permissions: Plain<aws.lakeformation.PermissionsArgs> = {
    principal: "arn:aws:iam::111122223333:role/analyst",
    permissions: ["SELECT"],
    tableWithColumns: { databaseName: "lake", name: "contacts", columnNames: ["contact_id"] },
};
const location: Plain<aws.lakeformation.ResourceArgs> = {
    arn: "arn:aws:s3:::lake-curated",
    roleArn: "arn:aws:iam::111122223333:role/registration",
    hybridAccessEnabled: false,
};
const table: Plain<aws.glue.CatalogTableArgs> = {
    databaseName: "lake",
    name: "contacts",
    storageDescriptor: {
        columns: [
            { name: "contact_id", type: "string" },
            { name: "customer_address", type: "string", parameters: { personal: "true" } },
        ],
    },
};
const attached: Plain<aws.lakeformation.ResourceLfTagArgs> = {
    database: { name: "lake" },
    lfTag: { key: "domain", value: "contact" },
};
const attachedTags: Plain<aws.lakeformation.ResourceLfTagsArgs> = {
    database: { name: "lake" },
    lfTags: [{ key: "domain", value: "contact" }],
};
const crawler: Plain<aws.glue.CrawlerArgs> = {
    s3Targets: [{ path: "s3://lake-curated/contacts" }],
    lakeFormationConfiguration: { useLakeFormationCredentials: true },
};

/** Allows what reads no object of a registered location. */
const writesOnly = {
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: ["s3:PutObject"], Resource: "arn:aws:s3:::lake-curated/*" }],
};

/** Resources that keep the rules about Lake Formation. */
export const lakeFormation: Examples = {
    "aws:glue/catalog:Catalog": { name: "warehouse" },
    "aws:glue/catalogDatabase:CatalogDatabase": { name: "lake" },
    "aws:glue/catalogTable:CatalogTable": { ...table },
    "aws:glue/crawler:Crawler": { ...crawler },
    "aws:iam/policy:Policy": { policy: JSON.stringify(writesOnly) },
    "aws:iam/role:Role": { name: "delivery", arn: roleArn },
    "aws:iam/rolePolicy:RolePolicy": { role: "delivery", policy: JSON.stringify(writesOnly) },
    "aws:lakeformation/dataLakeSettings:DataLakeSettings": { ...settings },
    "aws:lakeformation/lfTag:LfTag": { key: "domain", values: ["contact"] },
    "aws:lakeformation/permissions:Permissions": { ...permissions },
    "aws:lakeformation/resource:Resource": { ...location },
    "aws:lakeformation/resourceLfTag:ResourceLfTag": { ...attached },
    "aws:lakeformation/resourceLfTags:ResourceLfTags": { ...attachedTags },
    "aws:s3/bucket:Bucket": {
        bucket: "lake-curated",
        arn: "arn:aws:s3:::lake-curated",
        tags: { "lakefront:tier": "curated" },
    },
    "aws:s3/bucketPolicy:BucketPolicy": {
        bucket: "lake-curated",
        policy: JSON.stringify(privatePolicy("s3:PutObject", "s3:*", "arn:aws:s3:::lake-curated")),
    },
};
