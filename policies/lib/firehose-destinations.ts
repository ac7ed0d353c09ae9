import type * as aws from "@pulumi/aws";

type Destination = keyof aws.kinesis.FirehoseDeliveryStreamArgs;

/** Properties of a delivery stream for destinations that stage or back up their records in Amazon S3. */
export const stagedDestinations = [
    "elasticsearchConfiguration",
    "httpEndpointConfiguration",
    "icebergConfiguration",
    "opensearchConfiguration",
    "opensearchserverlessConfiguration",
    "redshiftConfiguration",
    "snowflakeConfiguration",
    "splunkConfiguration",
] as const satisfies readonly Destination[];

/** Properties of a delivery stream for every destination. */
export const destinations = ["extendedS3Configuration", ...stagedDestinations] as const;
