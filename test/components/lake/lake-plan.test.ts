import { expect } from "chai";
import * as fc from "fast-check";
import type { DataLakeArgs } from "../../../components/lake/data-lake";
import { planLake } from "../../../components/lake/lake-plan";
import { PRESETS } from "../../../components/lake/presets";

/** Arguments as a caller without type checks could pass them: from a config file, or from another language. */
const fromConfig = (json: unknown): DataLakeArgs => JSON.parse(JSON.stringify(json));

describe("the plan of a lake", () => {
    it("gives a tier the preset of its own name", () => {
        const [archive] = planLake("lake", { tiers: { archive: {} } }).tiers;
        expect(archive).to.deep.include({ name: "archive", queryable: false });
        expect(archive?.lifecycle).to.deep.include(PRESETS.archive.lifecycle);
    });

    it("gives any other tier the preset that it names, or none at all", () => {
        const [named, plain] = planLake("lake", { tiers: { calls: { preset: "landing" }, sales: {} } }).tiers;
        expect(named).to.deep.include({ description: PRESETS.landing.description, queryable: false });
        expect(plain?.queryable).to.equal(true);
        expect(plain?.lifecycle.transitions).to.deep.equal([]);
    });

    it("lets every setting of the caller win over the preset, an empty list and false included", () => {
        const [raw] = planLake("lake", {
            tiers: { raw: { queryable: false, lifecycle: { transitions: [], noncurrentExpirationDays: 1 } } },
        }).tiers;
        expect(raw?.queryable).to.equal(false);
        expect(raw?.lifecycle).to.deep.include({ transitions: [], noncurrentExpirationDays: 1 });
    });

    it("keeps the rest of the preset when the caller sets one number", () => {
        const [raw] = planLake("lake", { tiers: { raw: { lifecycle: { expirationDays: 800 } } } }).tiers;
        expect(raw?.lifecycle).to.deep.include({ ...PRESETS.raw.lifecycle, expirationDays: 800 });
    });

    it("starts physical names with the component's name, made fit for a bucket, unless told otherwise", () => {
        expect(planLake("My Lake", { tiers: { raw: {} } }).prefix).to.equal("my-lake");
        expect(planLake("My Lake", { tiers: { raw: {} }, namePrefix: "acme" }).prefix).to.equal("acme");
    });

    it("does not depend on the order in which the tiers are written", () => {
        const names = fc.uniqueArray(fc.stringMatching(/^[a-z][a-z0-9]{0,8}$/), { minLength: 1, maxLength: 6 });
        const shuffled = names.chain((list) =>
            fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
        );
        const lakeOf = (list: string[]) =>
            planLake("lake", {
                tiers: Object.fromEntries(list.filter((name) => name !== "inventory").map((name) => [`t-${name}`, {}])),
            });
        fc.assert(
            fc.property(shuffled, ([one, other]) => {
                expect(lakeOf(other)).to.deep.equal(lakeOf(one));
            }),
            { numRuns: 100 },
        );
    });
});

describe("a lake refuses", () => {
    const refused: [string, unknown, RegExp][] = [
        ["no tier at all", { tiers: {} }, /tiers is empty.*\{ raw: \{\} \}/],
        [
            "an unknown preset, with the presets there are",
            { tiers: { data: { preset: "gold" } } },
            /tiers\.data\.preset is "gold": it takes one of landing, raw, curated, consumption, archive/,
        ],
        [
            "a tier name that no bucket can have",
            { tiers: { "Raw Data": {} } },
            /tier name "Raw Data".*for example "raw-data"/,
        ],
        [
            "a prefix that no bucket can have",
            { tiers: { raw: {} }, namePrefix: "acme.lake" },
            /namePrefix is "acme\.lake".*for example "acme-lake"/,
        ],
        [
            "a tier with the name of the access log bucket",
            { tiers: { "access-logs": {} } },
            /tiers\.access-logs has the name of one of the lake's own buckets/,
        ],
        ["a tier with the name of the inventory bucket", { tiers: { inventory: {} } }, /"inventory-data"/],
        [
            "a bucket name that gets too long, with tier, length and a prefix that fits",
            {
                tiers: { consumption: {} },
                namePrefix: "acme-contact-centre-analytics",
                accountId: "111122223333",
                region: "eu-central-1",
            },
            /tier "consumption" would get a bucket named "acme-contact-centre-analytics-consumption-111122223333-eu-central-1", of 67 characters.*3 to 63.*"acme-contact-centre-analy"/,
        ],
        [
            "a bucket name that gets too long in every region there is",
            { tiers: { "a-tier-with-a-very-long-name": {} }, namePrefix: "acme-contact" },
            /of at least 64 characters/,
        ],
        [
            "a chosen bucket name with a dot",
            { tiers: { raw: { bucketName: "acme.raw" } } },
            /tiers\.raw\.bucketName is "acme\.raw" \(8 characters\).*no dots/,
        ],
        [
            "two tiers in one bucket",
            { tiers: { raw: { bucketName: "acme" }, curated: { bucketName: "acme" } } },
            /tiers\.raw and tiers\.curated would share the bucket "acme"/,
        ],
        [
            "a tier with the bucket of another one's copy",
            { tiers: { raw: { replication: { region: "eu-west-1" } }, "raw-replica": {} } },
            /tiers\.raw-replica and tiers\.raw\.replication would share/,
        ],
        [
            "an account that is none",
            { tiers: { raw: {} }, accountId: "1234" },
            /accountId is "1234": it takes the 12 digits/,
        ],
        ["a region that is none", { tiers: { raw: {} }, region: "Frankfurt" }, /region is "Frankfurt".*"eu-west-1"/],
        [
            "a key alias for a key",
            { tiers: { raw: { kmsKeyArn: "alias/raw" } } },
            /tiers\.raw\.kmsKeyArn is "alias\/raw": it takes a key's ARN/,
        ],
        [
            "statements for the policy of a brought key",
            { tiers: { raw: { kmsKeyArn: "arn:aws:kms:eu-west-1:111122223333:key/k", keyPolicyStatements: [] } } },
            /keyPolicyStatements can't be added to a key that you bring/,
        ],
        [
            "an archive tier on data that is queried",
            { tiers: { raw: { intelligentTiering: { archiveAccessDays: 90 } } } },
            /tiers\.raw\.intelligentTiering would archive objects out of Athena's reach/,
        ],
        [
            "an archive tier after too few days",
            { tiers: { archive: { intelligentTiering: { archiveAccessDays: 89 } } } },
            /archiveAccessDays is 89: it takes a whole number from 90 to 730/,
        ],
        [
            "archive tiers in the wrong order",
            { tiers: { archive: { intelligentTiering: { archiveAccessDays: 200, deepArchiveAccessDays: 180 } } } },
            /deepArchiveAccessDays is 180: it must be later/,
        ],
        [
            "archive settings that archive nothing",
            { tiers: { archive: { intelligentTiering: {} } } },
            /names no archive tier/,
        ],
        [
            "a copy in the lake's own region",
            { tiers: { raw: { replication: { region: "eu-west-1" } } }, region: "eu-west-1" },
            /replication\.region is "eu-west-1", where the lake itself is.*"eu-central-1"/,
        ],
        [
            "a copy in no region",
            { tiers: { raw: { replication: { region: "moon" } } } },
            /replication\.region is "moon"/,
        ],
        [
            "a copy in a storage class that S3 doesn't have",
            { tiers: { raw: { replication: { region: "eu-west-1", storageClass: "COLD" } } } },
            /replication\.storageClass is "COLD"/,
        ],
        [
            "a lock for no time",
            { tiers: { raw: { objectLock: { retentionDays: 0 } } } },
            /objectLock\.retentionDays is 0/,
        ],
        [
            "a lock mode that S3 doesn't have",
            { tiers: { raw: { objectLock: { mode: "SOFT", retentionDays: 1 } } } },
            /objectLock\.mode is "SOFT": it takes one of GOVERNANCE, COMPLIANCE/,
        ],
        [
            "an event that is none of S3's",
            { tiers: { raw: { notifications: { queues: { q: { arn: "arn:q", events: ["ObjectCreated"] } } } } } },
            /target "q": the event "ObjectCreated"/,
        ],
        [
            "overlapping registrations",
            { tiers: { raw: { registration: { prefixes: { all: "calls", some: "calls/2026/" } } } } },
            /prefixes\.all \("calls"\) and \.some \("calls\/2026\/"\) overlap/,
        ],
        [
            "a registration of nothing",
            { tiers: { raw: { registration: { prefixes: { all: "/" } } } } },
            /prefixes\.all is "\/".*leave out prefixes/,
        ],
        [
            "expiry of logs in a bucket that is brought",
            { tiers: { raw: {} }, accessLogs: { bucketName: "logs", expirationDays: 3 } },
            /accessLogs\.expirationDays has no effect/,
        ],
        [
            "sources of logs for a bucket that is brought",
            { tiers: { raw: {} }, accessLogs: { bucketName: "logs", sourceBucketNames: ["x"] } },
            /accessLogs\.sourceBucketNames has no effect/,
        ],
        [
            "a log that expires at once",
            { tiers: { raw: {} }, accessLogs: { expirationDays: 0 } },
            /accessLogs\.expirationDays is 0/,
        ],
        [
            "an inventory that expires at once",
            { tiers: { raw: {} }, inventory: { expirationDays: 0 } },
            /inventory\.expirationDays is 0/,
        ],
    ];
    for (const [title, args, message] of refused) {
        it(title, () => {
            expect(() => planLake("lake", fromConfig(args))).to.throw(message);
        });
    }

    it("everything wrong at once, in one message", () => {
        const args = fromConfig({ tiers: { Raw: { preset: "gold" }, curated: { objectLock: { retentionDays: -1 } } } });
        expect(() => planLake("lake", args)).to.throw(
            /^DataLake "lake" was given 3 settings that it can't use:\n {2}- .*Raw.*\n {2}- tiers\.Raw\.preset.*\n {2}- tiers\.curated\.objectLock/,
        );
    });

    it("no prefixes that only look alike", () => {
        expect(() =>
            planLake("lake", { tiers: { raw: { registration: { prefixes: { one: "calls", two: "calls2" } } } } }),
        ).not.to.throw();
    });
});
