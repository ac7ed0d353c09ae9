import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";

/** Resources in one cell of the stack. */
export const CELL = 12;

/**
 * A stack of any size for the policy benchmark: cells of twelve resources of twelve types, joined to one another as in a
 * data lake, nearly all of them compliant.
 */
export function stackOf(cells: number): () => void {
    return () => {
        for (let cell = 0; cell < cells; cell += 1) {
            const key = storage(`cell-${cell}`);
            pipeline(`cell-${cell}`, key.arn);
        }
    };
}

function storage(name: string): aws.kms.Key {
    const key = new aws.kms.Key(name, { enableKeyRotation: true, deletionWindowInDays: 30 });
    const bucket = new aws.s3.Bucket(name, { bucket: name, tags: { tier: "raw" } });
    new aws.s3.BucketPublicAccessBlock(name, {
        bucket: bucket.id,
        blockPublicAcls: true,
        blockPublicPolicy: true,
        ignorePublicAcls: true,
        restrictPublicBuckets: true,
    });
    new aws.s3.BucketServerSideEncryptionConfiguration(name, {
        bucket: bucket.id,
        rules: [
            {
                applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: key.arn },
                bucketKeyEnabled: true,
                blockedEncryptionTypes: ["SSE-C"],
            },
        ],
    });
    new aws.s3.BucketVersioning(name, { bucket: bucket.id, versioningConfiguration: { status: "Enabled" } });
    new aws.s3.BucketPolicy(name, {
        bucket: bucket.id,
        policy: bucket.arn.apply((arn) =>
            JSON.stringify({
                Version: "2012-10-17",
                Statement: [
                    {
                        Sid: "TlsOnly",
                        Effect: "Deny",
                        Principal: "*",
                        Action: "s3:*",
                        Resource: [arn, `${arn}/*`],
                        Condition: { Bool: { "aws:SecureTransport": "false" } },
                    },
                ],
            }),
        ),
    });
    return key;
}

function pipeline(name: string, kmsKeyArn: pulumi.Output<string>): void {
    const role = new aws.iam.Role(name, {
        assumeRolePolicy: JSON.stringify({
            Version: "2012-10-17",
            Statement: [{ Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" }],
        }),
    });
    const queue = new aws.sqs.Queue(name, { kmsMasterKeyId: "alias/lake" });
    new aws.iam.RolePolicy(name, {
        role: role.name,
        policy: queue.arn.apply((arn) =>
            JSON.stringify({
                Version: "2012-10-17",
                Statement: [{ Effect: "Allow", Action: ["sqs:SendMessage"], Resource: arn }],
            }),
        ),
    });
    const logs = new aws.cloudwatch.LogGroup(name, { retentionInDays: 365, kmsKeyId: kmsKeyArn });
    const transform = new aws.lambda.Function(name, {
        role: role.arn,
        runtime: "nodejs20.x",
        handler: "index.handler",
        s3Bucket: "code",
        s3Key: "transform.zip",
        kmsKeyArn,
        tracingConfig: { mode: "Active" },
        environment: { variables: { QUEUE: queue.url } },
        loggingConfig: { logFormat: "JSON", logGroup: logs.name },
        deadLetterConfig: { targetArn: queue.arn },
    });
    new aws.lambda.Permission(name, {
        action: "lambda:InvokeFunction",
        function: transform.name,
        principal: "s3.amazonaws.com",
        sourceArn: `arn:aws:s3:::${name}`,
        sourceAccount: "111122223333",
    });
}
