const NO_LAKE_FORMATION = "the emulator has no Lake Formation; the local query engine reads the recorded grants";
const NO_CONNECT = "the emulator has no Amazon Connect; generated traffic stands in for an instance";

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
];

/** Why resources of this type are only recorded; undefined if they are not. */
export function reasonToRecord(type: string): string | undefined {
    return RECORDED[type] ?? RECORDED_SERVICES.find(([prefix]) => type.startsWith(prefix))?.[1];
}
