import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { ContactFeed } from "../../../components/contact/contact-feed";
import { type ContactFeedArgs, type FeedInstance, StreamMode } from "../../../components/contact/feed-args";
import { feedProblems } from "../../../components/contact/feed-validation";
import { ContactDataKind } from "../../../components/contact/kinds";
import { evaluateProgram } from "../../support/evaluate";
import { refusalOf } from "../refusal";

const place = { bucketName: "acme-raw", keyArn: "arn:aws:kms:us-east-1:111122223333:key/raw" };
const good: ContactFeedArgs = {
    kind: ContactDataKind.ContactRecords,
    databaseName: "lake",
    tableName: "contact_records",
    curated: place,
    raw: place,
    quarantine: place,
};
const id = "11111111-2222-3333-4444-555555555555";
const instance = (change: Partial<FeedInstance>): FeedInstance => ({ id, alias: "support", ...change });

describe("what a ContactFeed refuses", () => {
    const refused: [string, Partial<ContactFeedArgs>, RegExp][] = [
        [
            "a kind that there isn't",
            { kind: "contactLens" as ContactDataKind },
            /kind is "contactLens".*contactRecords, agentEvents/,
        ],
        [
            "a name that AWS refuses",
            { physicalName: "contact records" },
            /physicalName is "contact records" \(15 characters\)/,
        ],
        ["a name that leaves no room for the function's", { physicalName: "x".repeat(51) }, /51 characters/],
        ["a prefix with an expression in it", { raw: { ...place, prefix: "!{timestamp:yyyy}/" } }, /raw\.prefix is/],
        [
            "less than a week of retention",
            { stream: { retentionHours: 24 } },
            /stream\.retentionHours is 24.*168 to 8760/,
        ],
        [
            "shards for a stream that grows by itself",
            { stream: { shardCount: 2 } },
            /stream\.shardCount is 2 for a stream that is not/,
        ],
        ["no shard at all", { stream: { mode: StreamMode.Provisioned, shardCount: 0 } }, /stream\.shardCount is 0/],
        ["a mode that there isn't", { stream: { mode: "burst" as StreamMode } }, /stream\.mode is "burst"/],
        [
            "settings of a stream that exists",
            { stream: { existing: { name: "theirs", keyArn: place.keyArn }, retentionHours: 200 } },
            /stream\.retentionHours is given beside stream\.existing/,
        ],
        [
            "a buffer too small for Parquet",
            { delivery: { bufferMegabytes: 63 } },
            /delivery\.bufferMegabytes is 63.*64 to 128/,
        ],
        ["a buffer too big", { delivery: { bufferMegabytes: 129 } }, /delivery\.bufferMegabytes is 129/],
        ["a buffer too quick", { delivery: { bufferSeconds: 59 } }, /delivery\.bufferSeconds is 59.*60 to 900/],
        ["a buffer too slow", { delivery: { bufferSeconds: 901 } }, /delivery\.bufferSeconds is 901/],
        ["a batch whose answer could be too big", { delivery: { batchMegabytes: 4 } }, /delivery\.batchMegabytes is 4/],
        ["a batch too quick", { delivery: { batchSeconds: 1 } }, /delivery\.batchSeconds is 1/],
        ["too many retries", { delivery: { retries: 301 } }, /delivery\.retries is 301/],
        ["too long a retry", { delivery: { partitionRetrySeconds: 7201 } }, /delivery\.partitionRetrySeconds is 7201/],
        [
            "a function slower than Firehose waits",
            { transform: { timeoutSeconds: 301 } },
            /transform\.timeoutSeconds is 301.*1 to 300/,
        ],
        ["too little memory", { transform: { memoryMegabytes: 64 } }, /transform\.memoryMegabytes is 64/],
        ["no concurrency", { transform: { reservedConcurrency: 0 } }, /transform\.reservedConcurrency is 0/],
        [
            "an alarm that would never be quiet",
            { alarms: { iteratorAgeSeconds: 1 } },
            /alarms\.iteratorAgeSeconds is 1/,
        ],
        ["freshness under a minute", { alarms: { freshnessSeconds: 30 } }, /alarms\.freshnessSeconds is 30/],
        ["a quarantine alarm at nothing", { alarms: { quarantinedRecords: 0 } }, /alarms\.quarantinedRecords is 0/],
        [
            "a retention that CloudWatch Logs doesn't know",
            { logRetentionDays: 42 },
            /logRetentionDays is 42.*the next is 60/,
        ],
        [
            "an instance that isn't named by its id",
            { instances: [instance({ id: "support" })] },
            /instances\[0\]\.id is "support"/,
        ],
        [
            "an alias that can't name a resource",
            { instances: [instance({ alias: "My Desk" })] },
            /instances\[0\]\.alias is "My Desk"/,
        ],
        [
            "one alias twice",
            { instances: [instance({}), instance({})] },
            /instances\[1\]\.alias "support" is used twice/,
        ],
        [
            "an association of an instance that isn't wired",
            { instances: [instance({ wire: false, associationId: "abc" })] },
            /instances\[0\]\.associationId is given but wire is false/,
        ],
        [
            "an import for an instance that doesn't exist yet",
            { instances: [instance({ id: pulumi.output(id), associationId: "abc" })] },
            /instances\[0\]\.associationId is given, but its id is an output/,
        ],
    ];
    for (const [what, change, message] of refused) {
        it(what, async () => {
            expect(await refusalOf(() => void new ContactFeed("feed", { ...good, ...change }))).to.match(message);
        });
    }

    it("shows every mistake at once, and makes nothing", async () => {
        const message = await refusalOf(
            () =>
                void new ContactFeed("feed", {
                    ...good,
                    delivery: { bufferSeconds: 1, bufferMegabytes: 1 },
                    transform: { timeoutSeconds: 0 },
                }),
        );
        expect(message).to.match(/3 settings[\s\S]*bufferMegabytes[\s\S]*bufferSeconds[\s\S]*timeoutSeconds/);
    });

    it("nothing at the ends of every range", () => {
        const ends: Partial<ContactFeedArgs>[] = [
            { delivery: { bufferMegabytes: 64, bufferSeconds: 60, batchMegabytes: 3, retries: 0 } },
            { delivery: { bufferMegabytes: 128, bufferSeconds: 900, batchSeconds: 900, retries: 300 } },
            { stream: { mode: StreamMode.Provisioned, shardCount: 1, retentionHours: 8760 } },
            { transform: { memoryMegabytes: 128, timeoutSeconds: 300 } },
            { physicalName: "x".repeat(50), logRetentionDays: 3653 },
            { instances: [instance({ id: pulumi.output(id) })] },
        ];
        for (const change of ends) expect(feedProblems("feed", { ...good, ...change })).to.deep.equal([]);
    });

    it("not an association that is imported", async () => {
        const evaluation = await evaluateProgram(
            () => void new ContactFeed("feed", { ...good, instances: [instance({ associationId: "0a1b" })] }),
        );
        expect(evaluation.byType("aws:connect/instanceStorageConfig:InstanceStorageConfig")).to.have.length(1);
    });
});
