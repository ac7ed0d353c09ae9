import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

const stream = new aws.kinesis.Stream("events", { shardCount: 2, retentionPeriod: 24 });
const landing = new aws.s3.Bucket("landing");
new aws.s3.BucketServerSideEncryptionConfiguration("landing-encryption", {
    bucket: landing.id,
    rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }],
});
const role = new aws.iam.Role("delivery-role", {
    assumeRolePolicy: aws.iam.assumeRolePolicyForPrincipal({ Service: "firehose.amazonaws.com" }),
});
new aws.iam.RolePolicy("delivery-policy", {
    role: role.id,
    policy: pulumi.jsonStringify({
        Version: "2012-10-17",
        Statement: [
            {
                Effect: "Allow",
                Action: ["s3:PutObject", "s3:AbortMultipartUpload"],
                Resource: pulumi.interpolate`${landing.arn}/*`,
            },
            { Effect: "Allow", Action: ["kinesis:GetRecords", "kinesis:GetShardIterator"], Resource: stream.arn },
        ],
    }),
});
new aws.kinesis.FirehoseDeliveryStream("delivery", {
    destination: "extended_s3",
    extendedS3Configuration: { bucketArn: landing.arn, roleArn: role.arn, bufferingInterval: 60 },
});
const key = new aws.kms.Key("events-key", {
    description: "For what comes next",
    enableKeyRotation: false,
    policy: JSON.stringify({
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Principal: { AWS: "*" }, Action: "kms:*", Resource: "*" }],
    }),
});
new aws.kms.Alias("events-alias", { name: "alias/events", targetKeyId: key.id });
new aws.dynamodb.Table("sessions", {
    attributes: [{ name: "id", type: "S" }],
    hashKey: "id",
    billingMode: "PAY_PER_REQUEST",
});
new aws.cloudwatch.LogGroup("delivery-logs", { name: "/aws/kinesisfirehose/delivery" });
