import { expect } from "chai";
import { levelOf, strictConfig, strictSettings } from "../../../policies/lib/profiles";
import { resourceRule } from "../../../policies/lib/rule";
import { flag, integer } from "../../../policies/lib/settings";

const rule = resourceRule({
    name: "queue-rule",
    group: "encryption-at-rest",
    description: "Queues are as they should be.",
    severity: "low",
    anchors: {},
    remediationSteps: "Make it so.",
    url: "https://docs.aws.amazon.com/",
    types: ["aws:sqs/queue:Queue"],
    settings: {
        requireCmk: flag("Ask for a key.", false),
        strict: flag("Ask for more.", false),
        requireTls: flag("Asked for anyway.", true),
        required: flag("Asks for nothing.", false),
        managedElsewhere: flag("Another stack's.", false),
        requireDays: integer("A number.", 1, { minimum: 1, maximum: 2 }),
    },
    judge: () => [],
});

describe("the profiles", () => {
    it("make rules of low severity advisory, and strict switches on what asks for more", () => {
        expect(levelOf(rule)).to.equal("advisory");
        expect(strictSettings(rule)).to.deep.equal({ requireCmk: true, strict: true });
    });
    it("make every rule mandatory in strict, and leave reports that are no violations advisory", () => {
        const pack = { name: "p", displayName: "P", description: "P.", rules: [rule] };
        expect(strictConfig(pack)).to.deep.equal({
            all: "mandatory",
            undetermined: "advisory",
            "undetermined-in-stack": "advisory",
            exempt: "advisory",
            "exempt-in-stack": "advisory",
            "queue-rule": { requireCmk: true, strict: true },
        });
    });
});
