import { types } from "./tokens";

/**
 * What the provider or the service does when a property is left out. A rule that forgets one of these calls a safe
 * resource unsafe, or worse, the other way round. Each value is from the provider's reference
 * (https://www.pulumi.com/registry/packages/aws/api-docs/).
 */
export const providerDefaults = {
    alarm: { actionsEnabled: true },
    athenaWorkgroup: { enforceWorkgroupConfiguration: true, publishCloudwatchMetricsEnabled: true },
    bucketPublicAccessBlock: {
        blockPublicAcls: false,
        blockPublicPolicy: false,
        ignorePublicAcls: false,
        restrictPublicBuckets: false,
    },
    accessPointPublicAccessBlock: {
        blockPublicAcls: true,
        blockPublicPolicy: true,
        ignorePublicAcls: true,
        restrictPublicBuckets: true,
    },
    glueConnection: { connectionType: "JDBC" },
    /** Minutes: jobs of Spark and of Python shells end after 48 hours. */
    glueJob: { timeout: 2880, commandName: "glueetl" },
    lambdaFunction: { memorySize: 128, timeout: 3 },
    opensearchServerlessCollection: { standbyReplicas: "ENABLED" },
    connectInstance: { contactFlowLogsEnabled: false, contactLensEnabled: true },
    dataSyncTask: { logLevel: "OFF", verifyMode: "POINT_IN_TIME_CONSISTENT" },
    dynamodbTable: { billingMode: "PROVISIONED" },
    iamRole: { path: "/" },
    kinesisStream: { encryptionType: "NONE", retentionPeriod: 24 },
    firehose: { sseEnabled: false, keyType: "AWS_OWNED_CMK", s3BackupMode: "Disabled" },
    kmsKey: {
        deletionWindowInDays: 30,
        enableKeyRotation: false,
        keySpec: "SYMMETRIC_DEFAULT",
        rotationPeriodInDays: 365,
    },
    distribution: { minimumProtocolVersion: "TLSv1" },
    /** The service's: https://docs.aws.amazon.com/datasync/latest/userguide/API_CreateLocationObjectStorage.html. */
    dataSyncLocationObjectStorage: { serverProtocol: "HTTPS" },
    httpApiRoute: { authorizationType: "NONE" },
    listener: { sslPolicy: "ELBSecurityPolicy-2016-08" },
    loadBalancer: { internal: false, loadBalancerType: "application" },
    opensearchDomain: { encryptAtRest: false, enforceHttps: true, instanceCount: 1, nodeToNodeEncryption: false },
    guardDutyDetector: { enable: true },
    accessAnalyzer: { type: "ACCOUNT" },
    macieAccount: { status: "ENABLED" },
    trail: {
        enableLogFileValidation: false,
        enableLogging: true,
        includeManagementEvents: true,
        isMultiRegionTrail: false,
        readWriteType: "All",
    },
    queue: { sqsManagedSseEnabled: true },
    sagemakerDomain: { appNetworkAccessType: "PublicInternetOnly" },
    sagemakerNotebookInstance: { directInternetAccess: "Enabled", platformIdentifier: "notebook-al2-v3" },
    /** The service's: https://docs.aws.amazon.com/redshift-serverless/latest/APIReference/API_CreateNamespace.html. */
    redshiftServerlessNamespace: { adminUsername: "admin", dbName: "dev" },
    /** The service's password policy where a pool has none: https://docs.aws.amazon.com/cognito/latest/developerguide/managing-users-passwords.html. */
    cognitoUserPool: { passwordLength: 8 },
    ecrRepository: { imageTagMutability: "MUTABLE" },
    /** Not the provider's: since 2023 Amazon S3 gives new buckets this, and AES256. */
    bucket: { objectOwnership: "BucketOwnerEnforced", sseAlgorithm: "AES256" },
} as const;

const computedOfBucket = [
    "acl",
    "lifecycleRules",
    "logging",
    "loggings",
    "objectLockConfiguration",
    "policy",
    "replicationConfiguration",
    "replicationConfigurations",
    "serverSideEncryptionConfiguration",
    "serverSideEncryptionConfigurations",
    "versioning",
    "versionings",
];

/** Properties that a program may set and that the provider computes otherwise, as far as rules about stacks read them. */
export const computedProperties: ReadonlyMap<string, readonly string[]> = new Map<string, readonly string[]>([
    ...types.bucket.map((type): [string, readonly string[]] => [type, computedOfBucket]),
    ...types.queue.map((type): [string, readonly string[]] => [type, ["redriveAllowPolicy", "redrivePolicy"]]),
    ...types.topic.map((type): [string, readonly string[]] => [type, ["policy"]]),
    ...types.loadBalancer.map((type): [string, readonly string[]] => [type, ["internal"]]),
    ...types.restApi.map((type): [string, readonly string[]] => [type, ["endpointConfiguration", "policy"]]),
    ...types.vpcEndpoint.map((type): [string, readonly string[]] => [type, ["policy"]]),
    ...types.opensearchServerlessCollection.map((type): [string, readonly string[]] => [type, ["encryptionConfigs"]]),
]);
