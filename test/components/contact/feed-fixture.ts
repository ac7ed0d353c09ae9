import { ContactFeed } from "../../../components/contact/contact-feed";
import type { ContactFeedArgs } from "../../../components/contact/feed-args";
import { ContactDataKind } from "../../../components/contact/kinds";
import { evaluateProgram, type TestEvaluation } from "../../support/evaluate";

export const STREAM = "aws:kinesis/stream:Stream";
export const DELIVERY = "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream";
export const FUNCTION = "aws:lambda/function:Function";
export const ROLE_POLICY = "aws:iam/rolePolicy:RolePolicy";

export const STREAM_ARN = "arn:aws:kinesis:us-east-1:111122223333:stream/acme-contact-records";
export const FUNCTION_ARN = "arn:aws:lambda:us-east-1:111122223333:function:acme-contact-records-transform";

/** ARN of a key. */
export const key = (name: string) => `arn:aws:kms:us-east-1:111122223333:key/${name}`;

/** A feed that needs no change to be built. */
export const good: ContactFeedArgs = {
    kind: ContactDataKind.ContactRecords,
    physicalName: "acme-contact-records",
    databaseName: "lake",
    tableName: "contact_records",
    curated: { bucketName: "acme-curated", keyArn: key("curated") },
    raw: { bucketName: "acme-raw", keyArn: key("raw") },
    quarantine: { bucketName: "acme-raw", keyArn: key("raw") },
    tags: { Team: "data" },
};

/** The feed, with some arguments changed. */
export function feed(change: Partial<ContactFeedArgs> = {}, preview = false): Promise<TestEvaluation> {
    return evaluateProgram(() => void new ContactFeed("feed", { ...good, ...change }), { preview });
}
