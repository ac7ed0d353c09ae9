import { expect } from "chai";
import { functionBundle } from "../../components/bundles";

describe("the bundle of a function", () => {
    it("that isn't built is refused with the command that builds it", () => {
        expect(() => functionBundle("no-such-function")).to.throw(
            /The code of the function "no-such-function" is not built.*Run "npm run prepare" first/,
        );
    });
});
