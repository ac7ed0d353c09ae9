import type * as aws from "@pulumi/aws";
import { kmsKeyArn } from "../../lib/own-key";
import type { Remedy } from "../../lib/remedy";
import { requirementRule } from "../../lib/requirement";
import type { Resource } from "../../lib/rule";
import { flag } from "../../lib/settings";
import { types } from "../../lib/tokens";
import { anyOf } from "../../lib/truth";

export const s3InventoryEncrypted = requirementRule({
    name: "s3-inventory-encrypted",
    group: "encryption-at-rest",
    description: "S3 inventory files, which list the name of every object, are encrypted.",
    severity: "low",
    anchors: {},
    remediationSteps: "Set destination.bucket.encryption, with sseKms.keyId where the target bucket uses AWS KMS.",
    url: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/configure-inventory.html",
    types: types.bucketInventory,
    settings: {
        requireKms: flag("Ask for a KMS key; otherwise encryption with keys of Amazon S3 will do.", false),
        kmsKeyArn,
    },
    requires: ({ props }: Resource<aws.s3.InventoryArgs>, { requireKms, kmsKeyArn }) => {
        const encryption = props.child("destination").child("bucket").child("encryption");
        return [
            {
                kept: anyOf(encryption.has("sseKms"), !requireKms && encryption.has("sseS3")),
                otherwise: requireKms
                    ? "The inventory is not encrypted with a KMS key."
                    : "The inventory is not encrypted.",
                remedy: encryptionBy(kmsKeyArn, requireKms),
            },
        ];
    },
});

function encryptionBy(key: string, requireKms: boolean): Remedy {
    const path = "destination.bucket.encryption";
    if (key !== "") {
        return { [path]: { sseKms: { keyId: key } } };
    }
    return requireKms ? {} : { [path]: { sseS3: {} } };
}
