import { expect } from "chai";
import { reportFormats } from "../../../runner/report";
import { exemption, finding, plain, reportOn } from "./support";

const GITHUB_LIMIT = 65_536;

const markdown = async (...args: Parameters<typeof reportOn>) => reportFormats.markdown(await reportOn(...args), plain);

describe("report as Markdown", () => {
    it("starts with a marker that is the same for each report on a stack", async () => {
        const marker = "<!-- lakefront check: project/test -->\n";
        expect(await markdown(() => [])).to.satisfy((text: string) => text.startsWith(marker));
        expect(await markdown((a) => [finding(a)])).to.satisfy((text: string) => text.startsWith(marker));
    });

    it("groups violations by resource, with rule, reason and fix", async () => {
        const text = await markdown((a, b) => [finding(a), finding(b, { enforcementLevel: "advisory" })]);
        expect(text).to.match(/^## Failed: policies on `project\/test`$/m);
        expect(text).to.match(/^\| high \| 2 \|$/m);
        expect(text).to.match(/^### `a` `aws:s3\/bucket:Bucket` at `test\/runner\/report\/support\.ts:\d+`$/m);
        expect(text).to.include(
            "- **[rule](https://example.org/rule)** (mandatory, high): It is wrong.<br>\n  *Fix:* How to keep rule.",
        );
        expect(text).to.include("### `b` `aws:sqs/queue:Queue`");
    });

    it("tells the fix once for all that a policy says of a resource", async () => {
        const text = await markdown((a) => [finding(a), finding(a, { message: "It is also bad." })]);
        expect(text).to.include("It is wrong.<br>\n  It is also bad.<br>\n  *Fix:* How to keep rule.");
        expect(text.match(/\*Fix:\*/g)).to.have.length(1);
    });

    it("folds away what was not judged, what is exempt and what was assumed, with their numbers", async () => {
        const text = await markdown(
            (a, b) => [finding(a, { undetermined: true, message: "unknown" }), finding(b, { exemption })],
            { assumptions: { notes: ["No file."] } },
        );
        expect(text).to.include("<details><summary>1 not judged</summary>\n\n- `a`");
        expect(text).to.include("<details><summary>1 exempt</summary>\n\n- `b`");
        expect(text).to.include("Exempt until 2027-01-31: The partner moves out in January.");
        expect(text).to.include("<details><summary>What this rests on</summary>\n\n- No file.");
        expect(text).to.not.include("### ");
    });

    it("sets new findings against known ones, and lists resource changes, with a baseline", async () => {
        const earlier = await reportOn((a) => [finding(a)]);
        const fingerprints = new Set(
            earlier.subjects.flatMap(({ findings }) => findings.map(({ fingerprint }) => fingerprint)),
        );
        const baseline = {
            project: "project",
            stack: "test",
            fingerprints,
            resources: earlier.resources.filter(({ name }) => name !== "a"),
        };
        const text = await markdown((a, b) => [finding(a), finding(b)], { baseline });
        expect(text).to.include("| Severity | New | Known |");
        expect(text).to.include("| high | 1 | 1 |");
        expect(text).to.not.include("### `a`");
        expect(text).to.include(
            "<details><summary>1 resource change since the baseline</summary>\n\n- added `a` `aws:s3/bucket:Bucket`",
        );
    });

    it("stays under GitHub's limit, and says what it left out", async () => {
        const message = "x".repeat(900);
        const text = await markdown((a, b) => [
            ...Array.from({ length: 300 }, (_, index) => finding(`${a}-${index}`, { message })),
            ...Array.from({ length: 300 }, (_, index) => finding(`${b}-${index}`, { undetermined: true, message })),
        ]);
        expect(text.length).to.be.below(GITHUB_LIMIT);
        expect(text).to.match(
            /\*\*Cut here: \d+ more resources with findings, too long for a comment; the JSON report has all\.\*\*/,
        );
        expect(text).to.match(/\*\*Cut here: 300 more, too long for a comment/);
        expect(text.match(/<details>/g)?.length ?? 0).to.equal(text.match(/<\/details>/g)?.length ?? 0);
    });

    it("takes from a program's text the power to format, mention and embed", async () => {
        const message = "<img src=x> **bold** @everyone [a](http://b) `c` | d";
        const text = await markdown((a) => [finding(a, { message })]);
        expect(text).to.include("&#60;img src=x&#62; &#42;&#42;bold&#42;&#42; @&#8203;everyone &#91;a&#93;");
        expect(text).to.not.include("<img");
    });
});
