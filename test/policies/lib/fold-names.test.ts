import { expect } from "chai";
import fc from "fast-check";
import { foldNames } from "../../../policies/lib/fold-names";
import { matchesAny } from "../../../policies/lib/glob";

describe("names folded into patterns", () => {
    it("take a family as one pattern where no other name begins so", () => {
        expect(foldNames(["ListJobs", "ListTags", "GetJob"], ["GetTag"])).to.deep.equal(["GetJob", "List*"]);
        expect(foldNames(["ListJobs", "ListTags"], ["ListObjects"])).to.deep.equal(["ListJobs", "ListTags"]);
        expect(foldNames(["GetQuery", "GetQueryResults"], ["GetQuota"])).to.deep.equal(["GetQuery*"]);
    });
    it("take in each name, and no other one", () => {
        const word = fc.constantFrom("Get", "List", "Put", "Job", "Jobs", "Tag", "VPC", "x");
        const name = fc.array(word, { minLength: 1, maxLength: 3 }).map((words) => words.join(""));
        fc.assert(
            fc.property(fc.uniqueArray(name), fc.uniqueArray(name), (names, more) => {
                const others = more.filter(
                    (other) => !names.some((each) => each.toLowerCase() === other.toLowerCase()),
                );
                const patterns = foldNames(names, others).map((pattern) => pattern.toLowerCase());
                expect(names.every((each) => matchesAny(each.toLowerCase(), patterns))).to.equal(true);
                expect(others.some((each) => matchesAny(each.toLowerCase(), patterns))).to.equal(false);
            }),
        );
    });
});
