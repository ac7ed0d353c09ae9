import { expect } from "chai";
import fc from "fast-check";
import { ExemptionBook } from "../../../policies/lib/exemptions/book";
import { stackUrnOf } from "../../../policies/lib/exemptions/exemption";
import { dayOf, expiryProblem } from "../../../policies/lib/exemptions/expiry";
import { readRecords } from "../../../policies/lib/exemptions/records";
import type { Severity } from "../../../policies/lib/rule";

const BUCKET = "aws:s3/bucket:Bucket";
const severities = new Map<string, Severity>([
    ["s3-versioning", "medium"],
    ["s3-no-public-acl", "critical"],
]);
const record = {
    policy: "s3-versioning",
    resource: `${BUCKET}::raw-*`,
    reason: "Holds copies only.",
    expires: "2026-06-30",
};
const urnOf = (name: string, { type = BUCKET, stack = "dev" } = {}) => `urn:pulumi:${stack}::lake::${type}::${name}`;

function read(...records: readonly unknown[]) {
    return readRecords(records, { severities, today: "2026-05-01", maxDays: 180 });
}

function book(records: readonly unknown[], now = "2026-05-01T12:00:00Z"): ExemptionBook {
    const made = new ExemptionBook(severities, () => Date.parse(now));
    made.configure(records, 180);
    return made;
}

const violation = { rule: "s3-versioning", urn: urnOf("raw-a"), message: "versioning is off.", tagOf: () => undefined };

describe("an exemption record", () => {
    it("is taken with a rule, resources, a reason and an end", () => {
        expect(read(record).problems).to.deep.equal([]);
        expect(
            read({ ...record, approvedBy: "platform", stack: "dev", message: "versioning *" }).problems,
        ).to.deep.equal([]);
    });

    const refused: readonly (readonly [string, unknown, string])[] = [
        [
            "that is no object",
            "s3-versioning",
            'Record 1 is no object: write { "policy": …, "resource": …, "reason": …, "expires": "yyyy-mm-dd" }.',
        ],
        [
            "with a field that means nothing",
            { ...record, expire: "2026-06-30" },
            '(s3-versioning, aws:s3/bucket:Bucket::raw-*) has "expire", which means nothing: there is policy,',
        ],
        ["with a field that is no text", { ...record, reason: 7 }, 'has no usable "reason": it has to be a text'],
        ["without a rule", without("policy"), "Record 1 (aws:s3/bucket:Bucket::raw-*) names no rule"],
        [
            "for an unknown rule",
            { ...record, policy: "s3-versionning" },
            'names the rule "s3-versionning", which this pack does not have.',
        ],
        ["without a reason", without("reason"), 'gives no reason: say in "reason", in 10 characters or more,'],
        ["with a reason of a word", { ...record, reason: "because  " }, "gives no reason"],
        ["without an end", without("expires"), 'has no end: set "expires" to a day, as yyyy-mm-dd.'],
        ["with an end that is no day", { ...record, expires: "2026-02-31" }, 'ends on "2026-02-31", which is no day'],
        ["with an end in words", { ...record, expires: "next year" }, 'ends on "next year", which is no day'],
        [
            "with an end too far ahead",
            { ...record, expires: "2026-10-29" },
            "ends on 2026-10-29, more than 180 days ahead: the latest day today is 2026-10-28.",
        ],
        ["for no resources", without("resource"), 'has to name either a "resource" or a "tag".'],
        ["for a resource and a tag", { ...record, tag: "data=public" }, 'has to name either a "resource" or a "tag".'],
        ["for a name without a type", { ...record, resource: "raw-*" }, 'has "raw-*", which could match more'],
        ["for every type", { ...record, resource: "*::raw" }, 'has "*::raw", which could match more than is meant'],
        ["for everything", { ...record, resource: "*" }, 'has "*", which could match more than is meant'],
        ["for every URN", { ...record, resource: "urn:pulumi:dev::*::*::*" }, "which matches every resource"],
        ["for half a URN", { ...record, resource: "urn:pulumi:dev" }, 'has "urn:pulumi:dev", which is no URN'],
        [
            "for a tag without a value",
            { ...without("resource"), tag: "data" },
            'has the tag "data": write it as key=value',
        ],
        [
            "by tag from a critical rule",
            { ...without("resource"), policy: "s3-no-public-acl", tag: "data=public" },
            "selects by tag, which anybody who writes the program can set",
        ],
    ];
    for (const [what, given, message] of refused) {
        it(`${what} is refused`, () => {
            const { exemptions, problems } = read(given);
            expect(exemptions).to.deep.equal([]);
            expect(problems).to.have.lengthOf(1);
            expect(problems[0]).to.include(message);
        });
    }

    it("is refused by its own number, and leaves the others in force", () => {
        const { exemptions, problems } = read(record, { ...record, reason: "no" }, record);
        expect(exemptions).to.have.lengthOf(2);
        expect(problems[0]).to.match(/^Record 2 \(s3-versioning, /);
    });

    it("is taken or refused in one sentence, whatever it holds", () => {
        const field = fc.constantFrom(...Object.keys(record), "tag", "message", "stack", "approvedBy");
        const value = fc.oneof(fc.jsonValue(), fc.constantFrom(...Object.values(record)));
        fc.assert(
            fc.property(fc.oneof(fc.jsonValue(), fc.dictionary(field, value)), (any) => {
                const { exemptions, problems } = read(any);
                expect(exemptions.length + problems.length).to.equal(1);
                expect(problems.every((problem) => problem.startsWith("Record 1"))).to.equal(true);
            }),
        );
    });

    it("may end on any day up to the last one, and no later", () => {
        const day = fc.integer({ min: 0, max: 20_000 });
        fc.assert(
            fc.property(
                day,
                fc.integer({ min: 1, max: 400 }),
                fc.integer({ min: 0, max: 800 }),
                (from, maxDays, ahead) => {
                    const at = (days: number) => dayOf(days * 86_400_000);
                    const problem = expiryProblem(at(from + ahead), { today: at(from), maxDays });
                    expect(problem === undefined).to.equal(ahead <= maxDays);
                },
            ),
        );
    });
});

function without(key: keyof typeof record) {
    return Object.fromEntries(Object.entries(record).filter(([name]) => name !== key));
}

describe("the book of exemptions", () => {
    it("exempts the resources that a pattern matches as a whole, and no others", () => {
        const { exemption } = book([record]).judge(violation);
        expect(exemption).to.include({ reason: record.reason, expires: record.expires });
        for (const urn of [
            urnOf("my-raw-a"),
            urnOf("raw-a", { type: "aws:s3/bucketV2:BucketV2" }),
            `${urnOf("x")}::${BUCKET}::raw-a`,
        ]) {
            expect(book([record]).judge({ ...violation, urn }), urn).to.deep.equal({ endedOn: undefined });
        }
    });
    it("looks through the parents in a URN at the resource's own type", () => {
        const urn = urnOf("raw-a", { type: `lakefront:index:DataLake$${BUCKET}` });
        expect(book([record]).judge({ ...violation, urn })).to.have.property("exemption");
    });
    it("takes dots and brackets in a pattern for themselves", () => {
        const dotted = { ...record, resource: `${BUCKET}::raw.a` };
        expect(book([dotted]).judge({ ...violation, urn: urnOf("raw-a") })).to.not.have.property("exemption");
        expect(book([dotted]).judge({ ...violation, urn: urnOf("raw.a") })).to.have.property("exemption");
    });
    it("exempts by URN, by tag, by stack and by message", () => {
        const exempt = (over: object, subject: object = {}) =>
            book([{ ...record, ...over }]).judge({ ...violation, ...subject }).exemption !== undefined;
        expect(exempt({ resource: "urn:pulumi:*::lake::*::raw-a" })).to.equal(true);
        expect(exempt({ resource: "urn:pulumi:prod::lake::*::raw-a" })).to.equal(false);
        const byTag = { ...without("resource"), tag: "data=public" };
        const judge = (value: string | undefined) =>
            book([byTag]).judge({ ...violation, tagOf: (key) => (key === "data" ? value : undefined) }).exemption;
        expect(judge("public")).to.not.equal(undefined);
        expect(judge("private")).to.equal(undefined);
        expect(judge(undefined)).to.equal(undefined);
        expect(exempt({ stack: "dev" })).to.equal(true);
        expect(exempt({ stack: "prod*" })).to.equal(false);
        expect(exempt({ message: "versioning is *" })).to.equal(true);
        expect(exempt({ message: "versioning" })).to.equal(false);
    });
    it("holds on its last day, and not a day longer", () => {
        expect(book([record], "2026-06-30T23:59:59Z").judge(violation)).to.have.property("exemption");
        expect(book([record], "2026-07-01T00:00:00Z").judge(violation)).to.deep.equal({ endedOn: "2026-06-30" });
    });
    it("says which exemptions have ended, and which nothing needs", () => {
        const other = { ...record, resource: `${BUCKET}::other` };
        const made = book([record, other, { ...other, expires: "2026-04-01" }, { ...other, stack: "prod" }]);
        made.judge(violation);
        expect(made.stale("dev")).to.deep.equal([
            `The exemption from s3-versioning for ${BUCKET}::other exempts nothing in this run: remove it, unless another profile needs it.`,
            `The exemption from s3-versioning for ${BUCKET}::other ended on 2026-04-01: fix the cause, or have it renewed.`,
        ]);
    });
    it("takes an exemption for needed while the verdict is not known", () => {
        const made = book([{ ...record, message: "versioning is off." }]);
        made.judge({ ...violation, message: undefined });
        expect(made.stale("dev")).to.deep.equal([]);
    });
    it("tells of wrong records once for each configuration", () => {
        const records = [{ ...record, reason: "" }];
        const made = book(records);
        expect(made.takeProblems()).to.have.lengthOf(1);
        made.configure(records, 180);
        expect(made.takeProblems()).to.deep.equal([]);
        made.configure([...records], 180);
        expect(made.takeProblems()).to.have.lengthOf(1);
    });
    it("knows the stack itself by the URN of any resource", () => {
        expect(stackUrnOf(urnOf("raw-a"))).to.equal("urn:pulumi:dev::lake::pulumi:pulumi:Stack::lake-dev");
    });
});
