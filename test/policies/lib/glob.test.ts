import { expect } from "chai";
import { matchesAny } from "../../../policies/lib/glob";

describe("name patterns", () => {
    it("match whole names only", () => {
        expect(matchesAny("catalogs", ["logs"])).to.equal(false);
        expect(matchesAny("logs", ["logs"])).to.equal(true);
        expect(matchesAny("catalogs", ["*logs"])).to.equal(true);
    });
    it("take every character but * as itself", () => {
        expect(matchesAny("axb", ["a.b"])).to.equal(false);
        expect(matchesAny("a.b(c)", ["a.b(c)"])).to.equal(true);
    });
    it("match nothing when there are none", () => {
        expect(matchesAny("a", [])).to.equal(false);
    });
});
