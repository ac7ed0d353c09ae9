import { resource } from "../judge";
import type { CompliantStack } from "./stack";

const bucketType = "aws:s3/bucket:Bucket";
const sideTypes = [
    "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
    "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration",
    "aws:s3/bucketReplicationConfig:BucketReplicationConfig",
    "aws:s3/bucketVersioning:BucketVersioning",
];
const queueType = "aws:sqs/queue:Queue";
const functionType = "aws:lambda/function:Function";
const invokeConfigType = "aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig";
const mappingType = "aws:lambda/eventSourceMapping:EventSourceMapping";
const targetType = "aws:cloudwatch/eventTarget:EventTarget";
const secretType = "aws:secretsmanager/secret:Secret";
const rotationType = "aws:secretsmanager/secretRotation:SecretRotation";
const repositoryType = "aws:ecr/repository:Repository";
const lifecycleType = "aws:ecr/lifecyclePolicy:LifecyclePolicy";

/** A bucket, queues, a function, a secret and a repository, each with what belongs to it. */
export const resilience: CompliantStack = {
    types: [
        bucketType,
        ...sideTypes,
        queueType,
        functionType,
        invokeConfigType,
        mappingType,
        targetType,
        secretType,
        rotationType,
        repositoryType,
        lifecycleType,
    ],
    build: (props) => {
        const bucket = resource(bucketType, "raw", props(bucketType));
        const failed = resource(queueType, "failed", { arn: "arn:aws:sqs:us-east-1:111122223333:failed" });
        const fn = resource(functionType, "nightly", props(functionType));
        const secret = resource(secretType, "crm", props(secretType));
        const repository = resource(repositoryType, "web", props(repositoryType));
        return [
            bucket,
            ...sideTypes.map((type) => resource(type, "side", props(type), { bucket: [bucket] })),
            failed,
            resource(queueType, "orders", props(queueType), { redrivePolicy: [failed] }),
            fn,
            resource(invokeConfigType, "failures", props(invokeConfigType), {
                functionName: [fn],
                destinationConfig: [failed],
            }),
            resource(mappingType, "records", props(mappingType), { functionName: [fn] }),
            resource(targetType, "hourly", props(targetType), { arn: [fn], deadLetterConfig: [failed] }),
            secret,
            resource(rotationType, "renewal", props(rotationType), { secretId: [secret] }),
            repository,
            resource(lifecycleType, "old", props(lifecycleType), { repository: [repository] }),
        ];
    },
};
