import { expect } from "chai";
import { reportFormats } from "../../../runner/report";
import { exemption, finding, plain, reportOn } from "./support";

const junit = async (...args: Parameters<typeof reportOn>) => reportFormats.junit(await reportOn(...args), plain);

describe("report as JUnit", () => {
    it("has a suite for each policy in force, which passes where nothing was found", async () => {
        const xml = await junit(() => []);
        expect(xml.match(/<testsuite name="[^"]*"/g)).to.deep.equal([
            '<testsuite name="rule"',
            '<testsuite name="quiet"',
        ]);
        expect(xml).to.include('tests="1" failures="0" errors="0" skipped="0"');
        expect(xml).to.include('<testcase classname="pack.rule" name="nothing found" time="0"/>');
    });

    it("has a case for each resource, with one failure for all that is wrong with it", async () => {
        const xml = await junit((a, b) => [finding(a), finding(a, { message: "It is also bad." }), finding(b)]);
        expect(xml).to.include('<testsuite name="rule" tests="2" failures="2" errors="0" skipped="0"');
        expect(xml.match(/<failure /g)).to.have.length(2);
        expect(xml).to.match(/<failure type="high" message="It is wrong\.">[^<]*It is also bad\./);
        expect(xml).to.match(
            /<testcase classname="pack\.rule" name="a \(aws:s3\/bucket:Bucket\)" file="[^"]+" line="\d+"/,
        );
    });

    it("skips what is exempt, not judged or known, and passes what is merely advised", async () => {
        const baseline = await reportOn((a) => [finding(a)]);
        const fingerprints = new Set(
            baseline.subjects.flatMap(({ findings }) => findings.map(({ fingerprint }) => fingerprint)),
        );
        const known = { project: "project", stack: "test", fingerprints, resources: [] };
        expect(await junit((a) => [finding(a)], { baseline: known })).to.include('<skipped message="known: It is');
        expect(await junit((a) => [finding(a, { exemption })])).to.include('<skipped message="exempt: It is wrong."/>');
        expect(await junit((a) => [finding(a, { undetermined: true })])).to.include('<skipped message="not judged:');
        const advised = await junit((a) => [finding(a, { enforcementLevel: "advisory" })]);
        expect(advised).to.include('failures="0" errors="0" skipped="0"');
        expect(advised).to.include("<system-out>");
    });

    it("escapes what a program may write, and leaves out what XML can't hold", async () => {
        const xml = await junit((a) => [finding(a, { message: 'a < b & "c"\u0000\u001b' })]);
        expect(xml).to.include('message="a &#60; b &#38; &#34;c&#34;"');
        expect([...xml].filter((character) => character < " " && character !== "\n")).to.deep.equal([]);
    });
});
