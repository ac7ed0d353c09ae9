import * as aws from "@pulumi/aws";
import { dataKey, logStore, store } from "../parts";

const key = dataKey("archive", ["s3.amazonaws.com"]);
const logs = logStore("access-logs", key);
const documents = store("documents", { key, logs });
const exportsStore = store("exports", { key, logs });

new aws.s3.BucketIntelligentTieringConfiguration("documents-tiering", {
    bucket: documents.id,
    name: "all",
    tierings: [{ accessTier: "ARCHIVE_ACCESS", days: 180 }],
});
new aws.s3.Inventory("documents-inventory", {
    bucket: documents.id,
    includedObjectVersions: "Current",
    schedule: { frequency: "Weekly" },
    destination: {
        bucket: {
            bucketArn: exportsStore.arn,
            format: "Parquet",
            prefix: "inventory",
            encryption: { sseKms: { keyId: key.arn } },
        },
    },
});
const readers = new aws.s3.AccessPoint("readers", {
    bucket: documents.id,
    name: "readers",
    publicAccessBlockConfiguration: {
        blockPublicAcls: true,
        blockPublicPolicy: true,
        ignorePublicAcls: true,
        restrictPublicBuckets: true,
    },
});
export const accessPoint = readers.arn;
