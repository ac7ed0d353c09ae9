import { expect } from "chai";
import * as fc from "fast-check";
import {
    type LifecycleArgs,
    lifecycleRules,
    StorageClass,
    type TransitionArgs,
} from "../../../components/lake/lifecycle";
import { lifecycleProblems } from "../../../components/lake/lifecycle-problems";
import { PRESETS } from "../../../components/lake/presets";

describe("the lifecycle of a bucket", () => {
    it("always aborts unfinished uploads, expires old versions and sweeps the delete markers they leave", () => {
        expect(lifecycleRules({})).to.deep.equal([
            {
                id: "abort-incomplete-uploads",
                status: "Enabled",
                filter: {},
                abortIncompleteMultipartUpload: { daysAfterInitiation: 7 },
            },
            {
                id: "expire-noncurrent-versions",
                status: "Enabled",
                filter: {},
                noncurrentVersionExpiration: { noncurrentDays: 30, newerNoncurrentVersions: undefined },
            },
            {
                id: "remove-expired-delete-markers",
                status: "Enabled",
                filter: {},
                expiration: { expiredObjectDeleteMarker: true },
            },
        ]);
    });

    it("takes the caller's numbers over its own, the smallest included", () => {
        const [abort, noncurrent] = lifecycleRules({
            abortIncompleteUploadDays: 1,
            noncurrentExpirationDays: 1,
            noncurrentVersionsKept: 3,
        });
        expect(abort).to.have.nested.property("abortIncompleteMultipartUpload.daysAfterInitiation", 1);
        expect(noncurrent).to.have.deep.property("noncurrentVersionExpiration", {
            noncurrentDays: 1,
            newerNoncurrentVersions: 3,
        });
    });

    it("keeps moves and deletion of current objects in a rule of their own", () => {
        const age = lifecycleRules({
            transitions: [{ storageClass: StorageClass.StandardIa, afterDays: 30 }],
            expirationDays: 400,
        }).at(3);
        expect(age).to.deep.equal({
            id: "age",
            status: "Enabled",
            filter: {},
            transitions: [{ storageClass: "STANDARD_IA", days: 30 }],
            expiration: { days: 400 },
        });
    });

    it("limits a named rule to its prefix, in the order of the names", () => {
        const rules = lifecycleRules({
            prefixes: {
                quarantine: { prefix: "quarantine/", expirationDays: 90 },
                errors: { prefix: "errors/", expirationDays: 30, noncurrentExpirationDays: 5 },
            },
        });
        expect(rules.slice(3)).to.deep.equal([
            {
                id: "errors",
                status: "Enabled",
                filter: { prefix: "errors/" },
                transitions: undefined,
                expiration: { days: 30 },
                noncurrentVersionExpiration: { noncurrentDays: 5 },
            },
            {
                id: "quarantine",
                status: "Enabled",
                filter: { prefix: "quarantine/" },
                transitions: undefined,
                expiration: { days: 90 },
                noncurrentVersionExpiration: undefined,
            },
        ]);
    });

    for (const [name, { lifecycle, queryable }] of Object.entries(PRESETS)) {
        it(`has no problem in the preset ${name}, which deletes no current data`, () => {
            expect(lifecycleProblems("lifecycle", lifecycle, queryable)).to.deep.equal([]);
            expect(lifecycle.expirationDays).to.equal(undefined);
        });
    }
});

describe("the problems of a lifecycle", () => {
    const problemsOf = (lifecycle: LifecycleArgs, queryable = false) =>
        lifecycleProblems("lifecycle", lifecycle, queryable);
    const steps = (...transitions: [StorageClass, number][]): TransitionArgs[] =>
        transitions.map(([storageClass, afterDays]) => ({ storageClass, afterDays }));

    const refused: [string, LifecycleArgs, RegExp][] = [
        [
            "infrequent access before day 30",
            { transitions: steps(["STANDARD_IA", 29]) },
            /transitions\[0\]\.afterDays is 29.*from 30/,
        ],
        ["one zone before day 30", { transitions: steps(["ONEZONE_IA", 0]) }, /afterDays is 0.*from 30/],
        [
            "less than 30 days between infrequent access and the next class",
            { transitions: steps(["STANDARD_IA", 30], ["GLACIER", 59]) },
            /transitions\[1\]\.afterDays is 59.*at least 30 days more, for example until 60/,
        ],
        ["two moves on one day", { transitions: steps(["GLACIER", 90], ["DEEP_ARCHIVE", 90]) }, /at least 1 day more/],
        [
            "a move back up",
            { transitions: steps(["GLACIER", 90], ["STANDARD_IA", 180]) },
            /from GLACIER to STANDARD_IA, which S3 doesn't do/,
        ],
        [
            "one zone to instant retrieval",
            { transitions: steps(["ONEZONE_IA", 30], ["GLACIER_IR", 90]) },
            /from ONEZONE_IA straight to GLACIER/,
        ],
        [
            "deletion before the last move",
            { transitions: steps(["GLACIER", 90]), expirationDays: 90 },
            /expirationDays is 90, but objects move to GLACIER after 90 days/,
        ],
        ["deletion after no day at all", { expirationDays: 0 }, /expirationDays is 0.*from 1/],
        ["half a day", { noncurrentExpirationDays: 0.5 }, /noncurrentExpirationDays is 0.5.*whole number/],
        ["more versions kept than S3 counts", { noncurrentVersionsKept: 101 }, /noncurrentVersionsKept is 101.*to 100/],
        ["no day to finish an upload", { abortIncompleteUploadDays: 0 }, /abortIncompleteUploadDays is 0/],
        [
            "a prefix with a leading slash",
            { prefixes: { errors: { prefix: "/errors" } } },
            /prefixes\.errors\.prefix is "\/errors".*"errors\/"/,
        ],
        ["an empty prefix", { prefixes: { errors: { prefix: "" } } }, /prefixes\.errors\.prefix is ""/],
        [
            "a rule with the name of a built-in one",
            { prefixes: { age: { prefix: "a/" } } },
            /prefixes\.age has the name of a rule/,
        ],
        ["a rule name with a space", { prefixes: { "a b": { prefix: "a/" } } }, /a rule's name takes/],
    ];
    for (const [title, lifecycle, message] of refused) {
        it(`include ${title}`, () => {
            expect(problemsOf(lifecycle))
                .to.have.lengthOf(1)
                .and.satisfy(([problem]: string[]) => message.test(problem ?? ""));
        });
    }

    it("include an archive that Athena can't read, only where Athena reads", () => {
        const lifecycle = { transitions: steps(["GLACIER", 90]) };
        expect(problemsOf(lifecycle, false)).to.deep.equal([]);
        expect(problemsOf(lifecycle, true).join()).to.match(
            /GLACIER, whose objects Athena can't read.*queryable to false/,
        );
    });

    it("include a storage class that S3 doesn't have", () => {
        const lifecycle: LifecycleArgs = JSON.parse('{"transitions":[{"storageClass":"FROZEN","afterDays":3}]}');
        expect(problemsOf(lifecycle).join()).to.match(/storageClass is "FROZEN": it takes one of STANDARD_IA, /);
    });

    it("are absent exactly when S3 would take the rules", () => {
        const transition = fc.record({
            storageClass: fc.constantFrom(...Object.values(StorageClass)),
            afterDays: fc.integer({ min: 0, max: 120 }),
        });
        const lifecycle = fc.record(
            { transitions: fc.array(transition, { maxLength: 3 }), expirationDays: fc.integer({ min: 1, max: 400 }) },
            { requiredKeys: ["transitions"] },
        );
        fc.assert(
            fc.property(lifecycle, (args) => {
                expect(problemsOf(args).length === 0).to.equal(accepted(lifecycleRules(args)));
            }),
            { numRuns: 500 },
        );
    });
});

/** S3's own rules on the finished rules, written a second time and independently. */
function accepted(rules: ReturnType<typeof lifecycleRules>): boolean {
    const age = rules.find(({ id }) => id === "age");
    const moves: { storageClass: string; days: number }[] = JSON.parse(JSON.stringify(age?.transitions ?? []));
    const expiration: { days: number } | undefined = JSON.parse(JSON.stringify(age?.expiration ?? null)) ?? undefined;
    const next: Record<string, string[]> = {
        STANDARD_IA: ["INTELLIGENT_TIERING", "ONEZONE_IA", "GLACIER_IR", "GLACIER", "DEEP_ARCHIVE"],
        INTELLIGENT_TIERING: ["ONEZONE_IA", "GLACIER_IR", "GLACIER", "DEEP_ARCHIVE"],
        ONEZONE_IA: ["GLACIER", "DEEP_ARCHIVE"],
        GLACIER_IR: ["GLACIER", "DEEP_ARCHIVE"],
        GLACIER: ["DEEP_ARCHIVE"],
        DEEP_ARCHIVE: [],
    };
    const infrequent = (storageClass: string) => storageClass.endsWith("_IA");
    return moves.every((move, index) => {
        const before = moves[index - 1];
        const startsLateEnough = !infrequent(move.storageClass) || move.days >= 30;
        const follows =
            !before ||
            (next[before.storageClass]?.includes(move.storageClass) &&
                move.days >= before.days + (infrequent(before.storageClass) ? 30 : 1));
        return startsLateEnough && follows && (!expiration || expiration.days > move.days);
    });
}
