import { resource } from "../judge";
import type { CompliantStack } from "./stack";

const bucketType = "aws:s3/bucket:Bucket";
const topicType = "aws:sns/topic:Topic";
const topicPolicyType = "aws:sns/topicPolicy:TopicPolicy";
const sideTypes = [
    "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
    "aws:s3/bucketPolicy:BucketPolicy",
    "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
];

/** A bucket and a topic, each with what belongs to it. */
export const common: CompliantStack = {
    types: [bucketType, topicType, topicPolicyType, ...sideTypes],
    build: (props) => {
        const bucket = resource(bucketType, "raw", props(bucketType));
        const topic = resource(topicType, "alarms", props(topicType));
        return [
            ...sideTypes.map((type) => resource(type, "side", props(type), { bucket: [bucket] })),
            resource(topicPolicyType, "policy", props(topicPolicyType), { arn: [topic] }),
            bucket,
            topic,
        ];
    },
};
