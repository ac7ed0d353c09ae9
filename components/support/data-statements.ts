import type { PolicyStatement } from "../lake/policy-document";

/*
 * What a function needs of the keys behind the things it works with. Encryption at rest is done by the service in the
 * caller's name, so the caller's role must be allowed the key, bound to that service and nothing else.
 */

/** Reads and writes items of tables under these keys: https://docs.aws.amazon.com/kms/latest/developerguide/services-dynamodb.html */
export function tableKeyStatement(keyArns: readonly string[], region: string): PolicyStatement {
    return viaService("UseTableKeys", "dynamodb", ["kms:Decrypt", "kms:GenerateDataKey"], keyArns, region);
}

/** Reads and writes objects of buckets under these keys. */
export function bucketKeyStatement(keyArns: readonly string[], region: string): PolicyStatement {
    return viaService("UseBucketKeys", "s3", ["kms:Decrypt", "kms:GenerateDataKey"], keyArns, region);
}

/** Sends messages to queues under these keys; `Decrypt` because SQS checks the data key that it made. */
export function queueSendKeyStatement(keyArns: readonly string[], region: string): PolicyStatement {
    return viaService("UseQueueKeys", "sqs", ["kms:Decrypt", "kms:GenerateDataKey"], keyArns, region);
}

/** Writes records to a Kinesis stream, encrypted with its key. */
export function streamWriteStatements(stream: { streamArn: string; keyArn: string }): PolicyStatement[] {
    return [
        { sid: "WriteEvents", actions: ["kinesis:PutRecords"], resources: [stream.streamArn] },
        {
            sid: "EncryptEvents",
            actions: ["kms:GenerateDataKey"],
            resources: [stream.keyArn],
            conditions: { StringEquals: { "kms:EncryptionContext:aws:kinesis:arn": [stream.streamArn] } },
        },
    ];
}

function viaService(
    sid: string,
    service: string,
    actions: readonly string[],
    keyArns: readonly string[],
    region: string,
): PolicyStatement {
    return {
        sid,
        actions,
        resources: [...new Set(keyArns)],
        conditions: { StringEquals: { "kms:ViaService": [`${service}.${region}.amazonaws.com`] } },
    };
}
