import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

const data = new aws.s3.Bucket("lake");
const results = new aws.s3.Bucket("query-results");
const location = new aws.lakeformation.Resource("location", { arn: data.arn, useServiceLinkedRole: true });
const database = new aws.glue.CatalogDatabase("contacts", {
    name: "contacts",
    locationUri: pulumi.interpolate`s3://${data.bucket}/contacts/`,
    // What the console sets where nobody switched Lake Formation's defaults off.
    createTableDefaultPermissions: [
        { permissions: ["ALL"], principal: { dataLakePrincipalIdentifier: "IAM_ALLOWED_PRINCIPALS" } },
    ],
});
new aws.glue.CatalogTable("calls", {
    databaseName: database.name,
    name: "calls",
    tableType: "EXTERNAL_TABLE",
    storageDescriptor: {
        location: pulumi.interpolate`s3://${data.bucket}/contacts/calls/`,
        columns: [
            { name: "contact_id", type: "string" },
            { name: "customer_phone_number", type: "string" },
        ],
    },
});
new aws.lakeformation.DataLakeSettings("settings", {
    admins: ["arn:aws:iam::111122223333:role/admin"],
    createDatabaseDefaultPermissions: [{ permissions: ["ALL"], principal: "IAM_ALLOWED_PRINCIPALS" }],
    createTableDefaultPermissions: [{ permissions: ["ALL"], principal: "IAM_ALLOWED_PRINCIPALS" }],
    allowExternalDataFiltering: true,
    allowFullTableExternalDataAccess: true,
});
new aws.lakeformation.Permissions("everyone", {
    principal: "IAM_ALLOWED_PRINCIPALS",
    permissions: ["ALL"],
    database: { name: database.name },
});
new aws.lakeformation.Permissions("analysts", {
    principal: "arn:aws:iam::111122223333:role/analyst",
    permissions: ["SELECT", "DESCRIBE"],
    permissionsWithGrantOptions: ["SELECT"],
    table: { databaseName: database.name, wildcard: true },
});
const crawlerRole = new aws.iam.Role("crawler-role", {
    assumeRolePolicy: aws.iam.assumeRolePolicyForPrincipal({ Service: "glue.amazonaws.com" }),
});
new aws.iam.RolePolicy("crawler-policy", {
    role: crawlerRole.id,
    policy: JSON.stringify({
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Action: ["s3:*", "glue:*"], Resource: "*" }],
    }),
});
new aws.glue.Crawler("crawler", {
    databaseName: database.name,
    role: crawlerRole.arn,
    schedule: "cron(0/5 * * * ? *)",
    s3Targets: [{ path: pulumi.interpolate`s3://${data.bucket}/contacts/` }],
});
new aws.athena.Workgroup("adhoc", {
    name: "adhoc",
    configuration: {
        enforceWorkgroupConfiguration: false,
        resultConfiguration: { outputLocation: pulumi.interpolate`s3://${results.bucket}/` },
    },
});
export const registered = location.arn;
