import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { dataKey, logStore, store, trustOf } from "../parts";

const key = dataKey("sales", ["logs.eu-central-1.amazonaws.com"]);
const raw = store("raw", { key, logs: logStore("access-logs", key) });

// What a new account comes with: IAM decides, and Lake Formation looks on.
const everybody = [{ principal: "IAM_ALLOWED_PRINCIPALS", permissions: ["ALL"] }];
new aws.lakeformation.DataLakeSettings("settings", {
    admins: ["arn:aws:iam::111122223333:user/jane"],
    createDatabaseDefaultPermissions: everybody,
    createTableDefaultPermissions: everybody,
    allowExternalDataFiltering: true,
    allowFullTableExternalDataAccess: true,
});
new aws.lakeformation.Resource("raw", { arn: raw.arn, useServiceLinkedRole: true, hybridAccessEnabled: true });
const database = new aws.glue.CatalogDatabase("raw", { name: "sales_raw" });
new aws.lakeformation.Permissions("analysts", {
    principal: "arn:aws:iam::111122223333:role/analyst",
    permissions: ["ALL"],
    permissionsWithGrantOptions: ["ALL"],
    table: { databaseName: database.name, wildcard: true },
});
// Analysts read the files themselves.
const analyst = new aws.iam.Role("analyst", { assumeRolePolicy: trustOf("sagemaker.amazonaws.com") });
new aws.iam.RolePolicy("analyst", {
    role: analyst.id,
    policy: aws.iam.getPolicyDocumentOutput({
        statements: [{ actions: ["s3:GetObject"], resources: [pulumi.interpolate`${raw.arn}/*`] }],
    }).json,
});
new aws.kinesis.FirehoseDeliveryStream("receipts", {
    destination: "extended_s3",
    extendedS3Configuration: { bucketArn: raw.arn, roleArn: analyst.arn },
});
new aws.glue.Connection("till", {
    connectionType: "JDBC",
    connectionProperties: {
        JDBC_CONNECTION_URL: "jdbc:postgresql://till.example.com:5432/sales",
        USERNAME: "etl",
        PASSWORD: "correct-horse-battery",
    },
});
new aws.glue.Job("receipts", {
    roleArn: analyst.arn,
    glueVersion: "2.0",
    command: { scriptLocation: pulumi.interpolate`s3://${raw.bucket}/receipts.py` },
    defaultArguments: { "--DB_PASSWORD": "correct-horse-battery" },
});
new aws.glue.Crawler("raw", {
    databaseName: database.name,
    role: analyst.arn,
    schedule: "cron(0/5 * * * ? *)",
    s3Targets: [{ path: pulumi.interpolate`s3://${raw.bucket}/` }],
});
new aws.athena.Workgroup("analysts", {
    name: "analysts",
    configuration: { enforceWorkgroupConfiguration: false, resultConfiguration: { outputLocation: "s3://scratch/" } },
});
const namespace = new aws.redshiftserverless.Namespace(
    "sales",
    { namespaceName: "sales", dbName: "dev", adminUsername: "admin", adminUserPassword: "Correct-Horse-9" },
    { protect: true },
);
new aws.redshiftserverless.Workgroup("sales", {
    workgroupName: "sales",
    namespaceName: namespace.namespaceName,
    publiclyAccessible: true,
    configParameters: [{ parameterKey: "require_ssl", parameterValue: "false" }],
});
new aws.quicksight.DataSource("warehouse", {
    dataSourceId: "warehouse",
    name: "warehouse",
    type: "REDSHIFT",
    parameters: { redshift: { database: "dev", host: "sales.example.com", port: 5439 } },
    credentials: { credentialPair: { username: "admin", password: "Correct-Horse-9" } },
    sslProperties: { disableSsl: true },
});
