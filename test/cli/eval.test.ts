import { spawnSync } from "node:child_process";
import { resolve } from "node:path";
import { expect } from "chai";

const ROOT = resolve(__dirname, "../..");

function lakefront(...parts: string[]) {
    const { status, stdout, stderr } = spawnSync(process.execPath, ["bin/lakefront.cjs", "eval", ...parts], {
        cwd: ROOT,
        encoding: "utf8",
        timeout: 110_000,
        env: { ...process.env, LAKEFRONT_MODEL_URL: "" },
    });
    return { status, stdout, stderr };
}

describe("lakefront eval", function () {
    this.timeout(120_000);

    it("refuses a kind that there isn't, and a share that is none, as wrong use", () => {
        const kind = lakefront("--kind", "poetry");
        expect(kind.status).to.equal(2);
        expect(kind.stderr).to.contain("Give one of search, facts");
        expect(lakefront("--min-pass", "2").status).to.equal(2);
    });
    it("says which case isn't there, as wrong use", () => {
        const { status, stderr } = lakefront("--only", "search-dragons");
        expect(status).to.equal(2);
        expect(stderr).to.contain('There is no case "search-dragons"');
    });
    it("refuses a case that isn't of the kind asked for, as wrong use", () => {
        const { status, stderr } = lakefront("--only", "consent-confirmed", "--kind", "policy");
        expect(status).to.equal(2);
        expect(stderr).to.contain("No case is of that kind");
    });
    it("holds a conversation up to its order in a shop of its own, and tells of it as JSON", () => {
        const { status, stdout } = lakefront("--only", "consent-confirmed", "--json");
        const told: unknown = JSON.parse(stdout);
        expect(told).to.deep.include({
            model: "the scripted planner",
            orders: { stored: 1, confirmed: 1 },
            products: 2449,
        });
        expect(told).to.have.nested.property("summary.passed", 1);
        expect(status).to.equal(0);
    });
});
