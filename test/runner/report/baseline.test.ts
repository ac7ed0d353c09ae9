import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import type { Finding } from "../../../runner/policies";
import { type Baseline, BaselineError, type Report, readBaseline, reportFormats } from "../../../runner/report";
import { exemption, finding, plain, reportOn } from "./support";

let directory: string;

before(() => {
    directory = mkdtempSync(join(tmpdir(), "lakefront-baseline-"));
});

after(() => rmSync(directory, { recursive: true }));

function fileWith(content: string): string {
    const file = join(directory, "baseline.json");
    writeFileSync(file, content);
    return file;
}

function baselineOf(report: Report): Baseline {
    return readBaseline(fileWith(reportFormats.json(report, plain)));
}

describe("baseline: findings", () => {
    /** What is new after `later`, when `earlier` was there before. */
    async function newAfter(earlier: Partial<Finding>[], later: Partial<Finding>[]): Promise<Report> {
        const of = (changes: Partial<Finding>[]) => (a: string) => changes.map((it) => finding(a, it));
        return reportOn(of(later), { baseline: baselineOf(await reportOn(of(earlier))) });
    }
    const news = ({ counts }: Report) => counts.mandatory + counts.advisory + counts.exempt + counts.undetermined;

    it("neither counts nor shows what was there before, and passes", async () => {
        const report = await newAfter([{}], [{}]);
        expect(news(report)).to.equal(0);
        expect(report.passed).to.equal(true);
        expect(report.since).to.include({ known: 1, mended: 0 });
        const text = reportFormats.text(report, plain);
        expect(text).to.not.include("It is wrong.");
        expect(text).to.match(/\nPassed, but for what the baseline knows\n$/);
    });

    it("fails for what is new, and counts what is no longer there", async () => {
        const report = await newAfter([{ message: "Gone." }, {}], [{}, { message: "Also wrong." }]);
        expect(report.counts.mandatory).to.equal(1);
        expect(report.passed).to.equal(false);
        expect(report.since).to.include({ known: 1, mended: 1 });
    });

    it("knows a finding by its policy and resource, whatever its level", async () => {
        expect(news(await newAfter([{}], [{ policy: "other" }]))).to.equal(1);
        expect(news(await newAfter([{ enforcementLevel: "advisory" }], [{ enforcementLevel: "mandatory" }]))).to.equal(
            0,
        );
    });

    it("looks through dates, made-up ids and places in a list", async () => {
        const same = [
            ["rules[0] is open", "rules[3] is open"],
            ["expired on 2026-01-31", "expired on 2026-03-01"],
            ["the key 6b2f0c1d-0a1b-4c2d-8e3f-001122334455", "the key 11111111-0a1b-4c2d-8e3f-001122334455"],
            ["the bucket data-0a1b2c3", "the bucket data-9f8e7d6"],
        ];
        for (const [before, after] of same) {
            expect(news(await newAfter([{ message: before }], [{ message: after }])), after).to.equal(0);
        }
        expect(news(await newAfter([{ message: "port 22" }], [{ message: "port 3389" }]))).to.equal(1);
        expect(news(await newAfter([{ message: "a deadbeef" }], [{ message: "a feedface" }]))).to.equal(1);
    });

    it("takes one more of a kind for new", async () => {
        expect(
            news(await newAfter([{ message: "[0] open" }], [{ message: "[0] open" }, { message: "[1] open" }])),
        ).to.equal(1);
    });

    it("takes a violation for new when it was exempt or undetermined before", async () => {
        expect((await newAfter([{ exemption }], [{}])).passed).to.equal(false);
        expect((await newAfter([{ undetermined: true }], [{}])).passed).to.equal(false);
    });

    it("gives each finding of a report a fingerprint of its own", async () => {
        const { subjects } = await reportOn((a, b) => [finding(a), finding(a), finding(b), finding(undefined)]);
        const prints = subjects.flatMap(({ findings }) => findings.map(({ fingerprint }) => fingerprint));
        expect(new Set(prints).size).to.equal(4);
    });
});

describe("baseline: resources", () => {
    async function changes(earlier: () => void, later: () => void) {
        const baseline = baselineOf(await reportOn(() => [], { program: earlier }));
        const { since } = await reportOn(() => [], { program: later, baseline });
        return since?.resources.map(({ change, name, properties }) => [change, name, ...properties].join(" "));
    }

    it("names what was removed, added and changed, with the properties", async () => {
        expect(
            await changes(
                () => {
                    new aws.s3.Bucket("gone");
                    new aws.s3.Bucket("stays", { bucket: "x", tags: { a: "1" } });
                    new aws.sqs.Queue("changes", { delaySeconds: 1, kmsMasterKeyId: "k", tags: { a: "1" } });
                },
                () => {
                    new aws.s3.Bucket("stays", { tags: { a: "1" }, bucket: "x" });
                    new aws.sqs.Queue("changes", { delaySeconds: 2, name: "n", tags: { a: "1" } }, { protect: true });
                    new aws.s3.Bucket("comes");
                },
            ),
        ).to.deep.equal(["removed gone", "added comes", "changed changes delaySeconds kmsMasterKeyId name protect"]);
    });

    it("follows an alias, so that a new name is no removal", async () => {
        expect(
            await changes(
                () => void new aws.s3.Bucket("old"),
                () => void new aws.s3.Bucket("new", {}, { aliases: [{ name: "old" }] }),
            ),
        ).to.deep.equal(["changed new"]);
    });

    it("compares files by what they hold", async () => {
        const path = join(directory, "code");
        mkdirSync(path);
        writeFileSync(join(path, "index.js"), "1");
        const program = () =>
            void new aws.lambda.Function("f", {
                role: "arn:aws:iam::111122223333:role/r",
                code: new pulumi.asset.FileArchive(path),
            });
        expect(await changes(program, program)).to.deep.equal([]);
        const before = baselineOf(await reportOn(() => [], { program }));
        writeFileSync(join(path, "index.js"), "2");
        const { since } = await reportOn(() => [], { program, baseline: before });
        expect(since?.resources.map(({ properties }) => properties)).to.deep.equal([["code"]]);
    });

    it("tells no values, and nothing at all of secret ones", async () => {
        const json = async (value: string) => {
            const program = () =>
                void new aws.ssm.Parameter("p", { type: "SecureString", value: pulumi.secret(value), name: "plain" });
            return reportFormats.json(await reportOn(() => [], { program }), plain);
        };
        expect(await json("hunter2")).to.equal(await json("correct horse"));
        expect(await json("hunter2")).to.not.match(/hunter2|"plain"/);
    });
});

describe("baseline: the file", () => {
    it("refuses what is no report, or one of another version", async () => {
        const wrong: [string, RegExp][] = [
            ["{", /baseline\.json can't be read as JSON/],
            ["[]", /is no report of lakefront check in JSON/],
            ['{"subjects":[]}', /is no report of lakefront check in JSON/],
            ['{"version":1}', /has version 1 of the report's form, and version 2 is needed/],
        ];
        for (const [content, message] of wrong) {
            expect(() => readBaseline(fileWith(content)), content).to.throw(BaselineError, message);
        }
        expect(() => readBaseline(join(directory, "none.json"))).to.throw(BaselineError, /can't be read as JSON/);
    });
});
