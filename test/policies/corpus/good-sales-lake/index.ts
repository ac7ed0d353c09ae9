import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { dataKey, logGroup, logStore, privateNetwork, store, trustOf, worker } from "../parts";

const account = aws.getCallerIdentityOutput().accountId;
const partition = aws.getPartitionOutput().partition;
const key = dataKey("sales", ["logs.eu-central-1.amazonaws.com", "lakeformation.amazonaws.com"]);
const logs = logStore("access-logs", key);
const raw = store("raw", { key, logs });
const curated = store("curated", { key, logs });
const results = store("results", { key, logs });
const allow = (statements: aws.types.input.iam.GetPolicyDocumentStatementArgs[]) =>
    aws.iam.getPolicyDocumentOutput({ statements }).json;
const keyUse = { actions: ["kms:Decrypt", "kms:GenerateDataKey"], resources: [key.arn] };

// Till receipts come by direct puts, and are cleaned on the way.
const clean = worker("clean-receipts", { key, statements: [] });
const deliveryLogs = logGroup("/aws/kinesisfirehose/receipts", "delivery-logs", key);
const delivery = new aws.iam.Role("delivery", { assumeRolePolicy: trustOf("firehose.amazonaws.com") });
new aws.iam.RolePolicy("delivery", {
    role: delivery.id,
    policy: allow([
        {
            actions: [
                "s3:AbortMultipartUpload",
                "s3:GetBucketLocation",
                "s3:ListBucket",
                "s3:ListBucketMultipartUploads",
                "s3:PutObject",
            ],
            resources: [raw.arn, pulumi.interpolate`${raw.arn}/receipts/*`, pulumi.interpolate`${raw.arn}/errors/*`],
        },
        {
            actions: ["lambda:InvokeFunction", "lambda:GetFunctionConfiguration"],
            resources: [pulumi.interpolate`${clean.arn}:*`],
        },
        { actions: ["logs:PutLogEvents"], resources: [pulumi.interpolate`${deliveryLogs.arn}:log-stream:*`] },
        keyUse,
    ]),
});
new aws.kinesis.FirehoseDeliveryStream("receipts", {
    destination: "extended_s3",
    serverSideEncryption: { enabled: true, keyType: "CUSTOMER_MANAGED_CMK", keyArn: key.arn },
    extendedS3Configuration: {
        bucketArn: raw.arn,
        roleArn: delivery.arn,
        kmsKeyArn: key.arn,
        prefix: "receipts/day=!{timestamp:yyyy-MM-dd}/",
        errorOutputPrefix: "errors/!{firehose:error-output-type}/",
        bufferingSize: 128,
        bufferingInterval: 300,
        compressionFormat: "GZIP",
        s3BackupMode: "Enabled",
        s3BackupConfiguration: {
            bucketArn: raw.arn,
            roleArn: delivery.arn,
            kmsKeyArn: key.arn,
            prefix: "receipts/as-sent/",
            compressionFormat: "GZIP",
            cloudwatchLoggingOptions: { enabled: true, logGroupName: deliveryLogs.name, logStreamName: "as-sent" },
        },
        cloudwatchLoggingOptions: { enabled: true, logGroupName: deliveryLogs.name, logStreamName: "receipts" },
        processingConfiguration: {
            enabled: true,
            processors: [
                {
                    type: "Lambda",
                    parameters: [
                        { parameterName: "LambdaArn", parameterValue: pulumi.interpolate`${clean.arn}:$LATEST` },
                        { parameterName: "BufferSizeInMBs", parameterValue: "1" },
                    ],
                },
            ],
        },
    },
});

// Who governs, and where.
const settings = new aws.lakeformation.DataLakeSettings("settings", {
    admins: [pulumi.interpolate`arn:${partition}:iam::${account}:role/lake-admin`],
    createDatabaseDefaultPermissions: [],
    createTableDefaultPermissions: [],
    parameters: { CROSS_ACCOUNT_VERSION: "4" },
});
new aws.glue.DataCatalogEncryptionSettings("catalog", {
    dataCatalogEncryptionSettings: {
        encryptionAtRest: { catalogEncryptionMode: "SSE-KMS", sseAwsKmsKeyId: key.arn },
        connectionPasswordEncryption: { returnConnectionPasswordEncrypted: true, awsKmsKeyId: key.arn },
    },
});
const access = new aws.iam.Role("lake-access", { assumeRolePolicy: trustOf("lakeformation.amazonaws.com") });
new aws.iam.RolePolicy("lake-access", {
    role: access.id,
    policy: allow([
        {
            actions: ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"],
            resources: [raw, curated].map(({ arn }) => pulumi.interpolate`${arn}/*`),
        },
        { actions: ["s3:ListBucket"], resources: [raw.arn, curated.arn] },
        keyUse,
    ]),
});
const sensitivity = new aws.lakeformation.LfTag(
    "sensitivity",
    { key: "sensitivity", values: ["public", "internal", "personal"] },
    { dependsOn: settings },
);

/** A tier's database, on a registered location, tagged for the grants. */
function databaseOf(tier: string, bucket: aws.s3.Bucket): aws.glue.CatalogDatabase {
    const location = new aws.lakeformation.Resource(tier, {
        arn: bucket.arn,
        roleArn: access.arn,
        useServiceLinkedRole: false,
    });
    const database = new aws.glue.CatalogDatabase(
        tier,
        { name: `sales_${tier}`, locationUri: pulumi.interpolate`s3://${bucket.bucket}/` },
        { dependsOn: [settings, location] },
    );
    new aws.lakeformation.ResourceLfTags(tier, {
        database: { name: database.name },
        lfTags: [{ key: sensitivity.key, value: "internal" }],
    });
    return database;
}
const databases = { raw: databaseOf("raw", raw), curated: databaseOf("curated", curated) };
const receipts = new aws.glue.CatalogTable("receipts", {
    databaseName: databases.curated.name,
    name: "receipts",
    tableType: "EXTERNAL_TABLE",
    parameters: { classification: "parquet" },
    storageDescriptor: {
        location: pulumi.interpolate`s3://${curated.bucket}/receipts/`,
        inputFormat: "org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat",
        outputFormat: "org.apache.hadoop.hive.ql.io.parquet.MapredParquetOutputFormat",
        serDeInfo: { serializationLibrary: "org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe" },
        columns: [
            { name: "store", type: "string" },
            { name: "customer_mail", type: "string" },
            { name: "total_cents", type: "bigint" },
        ],
    },
    partitionKeys: [{ name: "day", type: "date" }],
});
const ownStores = new aws.lakeformation.DataCellsFilter("own-stores", {
    tableData: {
        databaseName: databases.curated.name,
        tableName: receipts.name,
        name: "own_stores",
        tableCatalogId: account,
        columnNames: ["store", "total_cents"],
        rowFilter: { filterExpression: "store = 'berlin'" },
    },
});
const analyst = pulumi.interpolate`arn:${partition}:iam::${account}:role/analyst`;
new aws.lakeformation.Permissions("analyst", {
    principal: analyst,
    permissions: ["SELECT"],
    dataCellsFilter: {
        databaseName: databases.curated.name,
        tableName: receipts.name,
        tableCatalogId: account,
        name: ownStores.tableData.apply((data) => data?.name ?? ""),
    },
});
new aws.lakeformation.Permissions("analyst-describe", {
    principal: analyst,
    permissions: ["DESCRIBE"],
    database: { name: databases.curated.name },
});
new aws.lakeformation.Permissions("reporting", {
    principal: pulumi.interpolate`arn:${partition}:iam::${account}:role/reporting`,
    permissions: ["SELECT", "DESCRIBE"],
    lfTagPolicy: { resourceType: "TABLE", expressions: [{ key: "sensitivity", values: ["public"] }] },
});

// What turns raw into curated.
const security = new aws.glue.SecurityConfiguration("sales", {
    encryptionConfiguration: {
        cloudwatchEncryption: { cloudwatchEncryptionMode: "SSE-KMS", kmsKeyArn: key.arn },
        jobBookmarksEncryption: { jobBookmarksEncryptionMode: "CSE-KMS", kmsKeyArn: key.arn },
        s3Encryption: { s3EncryptionMode: "SSE-KMS", kmsKeyArn: key.arn },
    },
});
const { vpc, subnets } = privateNetwork("sales", key);
const workers = new aws.ec2.SecurityGroup("glue-workers", { vpcId: vpc.id, description: "Glue workers" });
for (const [direction, Rule] of Object.entries({
    in: aws.vpc.SecurityGroupIngressRule,
    out: aws.vpc.SecurityGroupEgressRule,
})) {
    new Rule(`glue-workers-${direction}`, {
        securityGroupId: workers.id,
        referencedSecurityGroupId: workers.id,
        description: "Among the workers, as Glue asks for",
        ipProtocol: "tcp",
        fromPort: 0,
        toPort: 65_535,
    });
}
const [glueSubnet] = subnets;
if (glueSubnet === undefined) {
    throw new Error("the network has no subnet for Glue");
}
const connection = new aws.glue.Connection("network", {
    connectionType: "NETWORK",
    physicalConnectionRequirements: {
        subnetId: glueSubnet.id,
        securityGroupIdLists: [workers.id],
        availabilityZone: glueSubnet.availabilityZone,
    },
});
const scripts = store("scripts", { key, logs });
const etl = new aws.iam.Role("etl", { assumeRolePolicy: trustOf("glue.amazonaws.com") });
new aws.iam.RolePolicy("etl", {
    role: etl.id,
    policy: allow([
        {
            actions: [
                "glue:GetTable",
                "glue:GetDatabase",
                "glue:GetPartitions",
                "glue:BatchCreatePartition",
                "glue:UpdateTable",
            ],
            resources: [
                pulumi.interpolate`arn:${partition}:glue:eu-central-1:${account}:catalog`,
                ...Object.values(databases).map(({ arn }) => arn),
                pulumi.interpolate`arn:${partition}:glue:eu-central-1:${account}:table/sales_*/*`,
            ],
        },
        { actions: ["lakeformation:GetDataAccess"], resources: ["*"] },
        { actions: ["s3:GetObject"], resources: [pulumi.interpolate`${scripts.arn}/*`] },
        {
            actions: ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents", "logs:AssociateKmsKey"],
            resources: [pulumi.interpolate`arn:${partition}:logs:eu-central-1:${account}:log-group:/aws-glue/*`],
        },
        {
            actions: [
                "ec2:DescribeSubnets",
                "ec2:DescribeSecurityGroups",
                "ec2:DescribeNetworkInterfaces",
                "ec2:DescribeVpcEndpoints",
                "ec2:DescribeRouteTables",
            ],
            resources: ["*"],
        },
        {
            actions: ["ec2:CreateNetworkInterface", "ec2:DeleteNetworkInterface"],
            resources: [
                pulumi.interpolate`arn:${partition}:ec2:eu-central-1:${account}:network-interface/*`,
                ...subnets.map(({ arn }) => arn),
                workers.arn,
            ],
        },
        keyUse,
    ]),
});
for (const [grantee, database] of Object.entries(databases)) {
    new aws.lakeformation.Permissions(`etl-${grantee}`, {
        principal: etl.arn,
        permissions: grantee === "raw" ? ["DESCRIBE"] : ["DESCRIBE", "CREATE_TABLE"],
        database: { name: database.name },
    });
}
new aws.glue.Job("receipts", {
    roleArn: etl.arn,
    glueVersion: "5.0",
    workerType: "G.1X",
    numberOfWorkers: 4,
    timeout: 60,
    maxRetries: 1,
    securityConfiguration: security.name,
    connections: [connection.name],
    command: {
        name: "glueetl",
        pythonVersion: "3",
        scriptLocation: pulumi.interpolate`s3://${scripts.bucket}/receipts.py`,
    },
    defaultArguments: {
        "--enable-continuous-cloudwatch-log": "true",
        "--enable-metrics": "true",
        "--enable-observability-metrics": "true",
        "--job-bookmark-option": "job-bookmark-enable",
        "--TempDir": pulumi.interpolate`s3://${results.bucket}/tmp/`,
    },
});
new aws.glue.Crawler("raw", {
    databaseName: databases.raw.name,
    role: etl.arn,
    securityConfiguration: security.name,
    schedule: "cron(0 4 * * ? *)",
    s3Targets: [{ path: pulumi.interpolate`s3://${raw.bucket}/receipts/` }],
    lakeFormationConfiguration: { useLakeFormationCredentials: true, accountId: account },
    recrawlPolicy: { recrawlBehavior: "CRAWL_NEW_FOLDERS_ONLY" },
    schemaChangePolicy: { deleteBehavior: "LOG", updateBehavior: "LOG" },
});
new aws.athena.Workgroup("analysts", {
    name: "analysts",
    configuration: {
        enforceWorkgroupConfiguration: true,
        publishCloudwatchMetricsEnabled: true,
        bytesScannedCutoffPerQuery: 50 * 1024 ** 3,
        resultConfiguration: {
            outputLocation: pulumi.interpolate`s3://${results.bucket}/athena/`,
            encryptionConfiguration: { encryptionOption: "SSE_KMS", kmsKeyArn: key.arn },
        },
    },
});

// The warehouse over the same tables, and what shows them.
const warehouseGroup = new aws.ec2.SecurityGroup("warehouse", { vpcId: vpc.id, description: "The warehouse" });
const dashboardGroup = new aws.ec2.SecurityGroup("dashboards", { vpcId: vpc.id, description: "QuickSight" });
const between = { description: "SQL", ipProtocol: "tcp", fromPort: 5439, toPort: 5439 };
new aws.vpc.SecurityGroupIngressRule("warehouse", {
    ...between,
    securityGroupId: warehouseGroup.id,
    referencedSecurityGroupId: dashboardGroup.id,
});
new aws.vpc.SecurityGroupEgressRule("dashboards", {
    ...between,
    securityGroupId: dashboardGroup.id,
    referencedSecurityGroupId: warehouseGroup.id,
});
const spectrum = new aws.iam.Role("spectrum", { assumeRolePolicy: trustOf("redshift-serverless.amazonaws.com") });
new aws.iam.RolePolicy("spectrum", {
    role: spectrum.id,
    policy: allow([
        { actions: ["lakeformation:GetDataAccess"], resources: ["*"] },
        {
            actions: ["glue:GetTable", "glue:GetDatabase", "glue:GetPartitions"],
            resources: [
                pulumi.interpolate`arn:${partition}:glue:eu-central-1:${account}:catalog`,
                databases.curated.arn,
                pulumi.interpolate`arn:${partition}:glue:eu-central-1:${account}:table/sales_curated/*`,
            ],
        },
    ]),
});
const namespace = new aws.redshiftserverless.Namespace(
    "sales",
    {
        namespaceName: "sales",
        dbName: "sales",
        adminUsername: "steward",
        manageAdminPassword: true,
        adminPasswordSecretKmsKeyId: key.arn,
        kmsKeyId: key.arn,
        iamRoles: [spectrum.arn],
        defaultIamRoleArn: spectrum.arn,
        logExports: ["useractivitylog", "userlog", "connectionlog"],
    },
    { protect: true },
);
const workgroup = new aws.redshiftserverless.Workgroup("sales", {
    workgroupName: "sales",
    namespaceName: namespace.namespaceName,
    baseCapacity: 8,
    maxCapacity: 64,
    publiclyAccessible: false,
    enhancedVpcRouting: true,
    subnetIds: subnets.map(({ id }) => id),
    securityGroupIds: [warehouseGroup.id],
    configParameters: [
        { parameterKey: "require_ssl", parameterValue: "true" },
        { parameterKey: "enable_user_activity_logging", parameterValue: "true" },
    ],
});
new aws.redshiftserverless.UsageLimit("sales", {
    resourceArn: workgroup.arn,
    usageType: "serverless-compute",
    period: "monthly",
    amount: 2000,
    breachAction: "deactivate",
});
const network = new aws.iam.Role("quicksight-network", { assumeRolePolicy: trustOf("quicksight.amazonaws.com") });
new aws.iam.RolePolicy("quicksight-network", {
    role: network.id,
    policy: allow([
        { actions: ["ec2:DescribeSubnets", "ec2:DescribeSecurityGroups"], resources: ["*"] },
        {
            actions: [
                "ec2:CreateNetworkInterface",
                "ec2:ModifyNetworkInterfaceAttribute",
                "ec2:DeleteNetworkInterface",
            ],
            resources: [
                pulumi.interpolate`arn:${partition}:ec2:eu-central-1:${account}:network-interface/*`,
                ...subnets.map(({ arn }) => arn),
                dashboardGroup.arn,
            ],
        },
    ]),
});
const vpcConnection = new aws.quicksight.VpcConnection("sales", {
    vpcConnectionId: "sales",
    name: "sales",
    roleArn: network.arn,
    securityGroupIds: [dashboardGroup.id],
    subnetIds: subnets.map(({ id }) => id),
});
const reader = new aws.secretsmanager.Secret("quicksight", { kmsKeyId: key.arn, recoveryWindowInDays: 30 });
const rotate = worker("rotate-reader", {
    key,
    statements: reader.arn.apply((arn) => [
        {
            Effect: "Allow",
            Action: [
                "secretsmanager:DescribeSecret",
                "secretsmanager:GetSecretValue",
                "secretsmanager:PutSecretValue",
                "secretsmanager:UpdateSecretVersionStage",
            ],
            Resource: arn,
        },
    ]),
});
const rotation = new aws.lambda.Permission("rotate-reader", {
    action: "lambda:InvokeFunction",
    function: rotate.name,
    principal: "secretsmanager.amazonaws.com",
    sourceAccount: account,
});
new aws.secretsmanager.SecretRotation(
    "quicksight",
    { secretId: reader.id, rotationLambdaArn: rotate.arn, rotationRules: { automaticallyAfterDays: 30 } },
    { dependsOn: rotation },
);
const source = new aws.quicksight.DataSource("warehouse", {
    dataSourceId: "warehouse",
    name: "warehouse",
    type: "REDSHIFT",
    parameters: {
        redshift: { database: "sales", host: workgroup.endpoints.apply(([first]) => first?.address ?? ""), port: 5439 },
    },
    credentials: { secretArn: reader.arn },
    vpcConnectionProperties: { vpcConnectionArn: vpcConnection.arn },
    sslProperties: { disableSsl: false },
});
new aws.quicksight.DataSet("receipts", {
    dataSetId: "receipts",
    name: "receipts",
    importMode: "DIRECT_QUERY",
    physicalTableMaps: [
        {
            physicalTableMapId: "receipts",
            relationalTable: {
                dataSourceArn: source.arn,
                schema: "public",
                name: "receipts",
                inputColumns: [
                    { name: "store", type: "STRING" },
                    { name: "total_cents", type: "INTEGER" },
                ],
            },
        },
    ],
    permissions: [
        {
            principal: pulumi.interpolate`arn:${partition}:quicksight:eu-central-1:${account}:group/default/analysts`,
            actions: ["quicksight:DescribeDataSet", "quicksight:PassDataSet", "quicksight:ListIngestions"],
        },
    ],
});
