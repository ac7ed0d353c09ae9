const NO_LAKE_FORMATION = "the emulator has no Lake Formation; the local query engine reads the recorded grants";
const NO_CONNECT = "the emulator has no Amazon Connect; generated traffic stands in for an instance";

const NO_LOG_DELIVERY = "no service of the emulator delivers logs of its own";
const NO_VECTOR_STORE = "the emulator has no vector stores; its knowledge bases find documents by their words";

const NO_ICEBERG = "the emulator's Glue writes no Iceberg metadata";
const NO_LINKS = "the emulator's Glue forgets what a link stands for";

/**
 * Types that are not carried out, each with the reason. Their resources get believable ids and ARNs, and are counted
 * apart wherever a deployment is reported.
 */
const RECORDED: Readonly<Record<string, string>> = {
    "aws:athena/workgroup:Workgroup": "questions are answered by the local query engine, not by the emulator's Athena",
    "aws:athena/namedQuery:NamedQuery":
        "questions are answered by the local query engine, not by the emulator's Athena",
    "aws:glue/dataCatalogEncryptionSettings:DataCatalogEncryptionSettings":
        "the emulator keeps its catalogue in plain text, on this machine",
    "aws:cloudtrail/trail:Trail": "the emulator writes no audit log files",
    "aws:cloudwatch/dashboard:Dashboard": "the emulator draws no dashboards",
    "aws:cloudwatch/compositeAlarm:CompositeAlarm": "the emulator's alarms ignore dimensions, so they would lie",
    "aws:cloudwatch/metricAlarm:MetricAlarm": "the emulator's alarms ignore dimensions, so they would lie",
    "aws:cloudwatch/logMetricFilter:LogMetricFilter": "the emulator's metric filters never emit a metric",
    "aws:cloudwatch/logResourcePolicy:LogResourcePolicy": "no service of the emulator writes to log groups by itself",
    "aws:cloudwatch/logDelivery:LogDelivery": NO_LOG_DELIVERY,
    "aws:cloudwatch/logDeliverySource:LogDeliverySource": NO_LOG_DELIVERY,
    "aws:cloudwatch/logDeliveryDestination:LogDeliveryDestination": NO_LOG_DELIVERY,
    "aws:cloudwatch/logDeliveryDestinationPolicy:LogDeliveryDestinationPolicy": NO_LOG_DELIVERY,
    "aws:bedrockmodel/invocationLoggingConfiguration:InvocationLoggingConfiguration":
        "the emulator writes no log of questions to models",
    "aws:glue/catalogTableOptimizer:CatalogTableOptimizer": NO_ICEBERG,
    "aws:glue/dataQualityRuleset:DataQualityRuleset": "the emulator runs no data quality rules",
    "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream":
        "the local delivery worker does its job; the emulator's own can't run a transform without freezing",
    "aws:s3/inventory:Inventory": "the emulator writes no inventories, and takes the request for a new bucket's",
    "aws:s3/bucketIntelligentTieringConfiguration:BucketIntelligentTieringConfiguration":
        "the emulator has one storage tier, and takes the request for a new bucket's",
    "aws:s3/bucketMetric:BucketMetric": "the emulator measures no requests",
    "aws:s3/bucketRequestPaymentConfiguration:BucketRequestPaymentConfiguration": "nobody pays for local requests",
    "aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock": "the local account holds nothing but this stack",
};

const RECORDED_SERVICES: readonly (readonly [prefix: string, reason: string])[] = [
    ["aws:lakeformation/", NO_LAKE_FORMATION],
    ["aws:connect/", NO_CONNECT],
    ["aws:opensearch/serverless", NO_VECTOR_STORE],
    ["aws:s3/vectors", NO_VECTOR_STORE],
    ["aws:wafv2/", "the emulator's firewall lets everything through"],
];

/** Kinds of a type that is carried out otherwise, by the input that makes them so. */
const RECORDED_KINDS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
    "aws:glue/catalogDatabase:CatalogDatabase": { targetDatabase: NO_LINKS },
    "aws:glue/catalogTable:CatalogTable": { openTableFormatInput: NO_ICEBERG, targetTable: NO_LINKS },
};

/** A resource as far as it decides whether it is carried out. */
interface Requested {
    readonly type: string;
    readonly inputs: Readonly<Record<string, unknown>>;
}

/** Why a resource is only recorded; undefined if it is not. */
export function reasonToRecord({ type, inputs }: Requested): string | undefined {
    const kind = Object.entries(RECORDED_KINDS[type] ?? {}).find(([input]) => inputs[input] !== undefined);
    return kind?.[1] ?? RECORDED[type] ?? RECORDED_SERVICES.find(([prefix]) => type.startsWith(prefix))?.[1];
}
