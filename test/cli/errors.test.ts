import { expect } from "chai";
import { messageOf } from "../../cli/errors";

describe("messageOf", () => {
    it("leaves out where Pulumi's SDK was when an output failed", () => {
        const at = 'error serializing property "principal": ';
        expect(messageOf(new Error(`${at}${at}LakeGrants "grants" was given 1 setting`))).to.equal(
            'LakeGrants "grants" was given 1 setting',
        );
    });

    it("takes what isn't an error as it is", () => {
        expect(messageOf("stopped")).to.equal("stopped");
    });
});
