import { expect } from "chai";
import fc from "fast-check";
import { takesNoResource } from "../../../policies/lib/actions-without-resources";
import { parsePolicy } from "../../../policies/lib/policy-document";
import { coversAllOf, takesIn } from "../../../policies/lib/policy-patterns";

/** Matches by the definition: `*` stands for any characters, `?` for one. */
function matches(pattern: string, text: string): boolean {
    const [first, ...rest] = pattern;
    if (first === undefined) {
        return text === "";
    }
    const remaining = rest.join("");
    if (first === "*") {
        return matches(remaining, text) || (text !== "" && matches(pattern, text.slice(1)));
    }
    return text !== "" && (first === "?" || first === text[0]) && matches(remaining, text.slice(1));
}

describe("an action of a policy", () => {
    it("takes in what its wildcards stand for", () => {
        const pattern = fc.string({ unit: fc.constantFrom("a", "b", ":", ".", "*", "?"), maxLength: 6 });
        const action = fc.string({ unit: fc.constantFrom("a", "b", ":", "."), maxLength: 6 });
        fc.assert(
            fc.property(pattern, action, (given, wanted) => {
                expect(takesIn(given, wanted)).to.equal(matches(given, wanted));
            }),
            { numRuns: 500 },
        );
    });
    it("is compared without regard to case", () => {
        expect(takesIn("IAM:Pass*", "iam:passrole")).to.equal(true);
        expect(takesIn("iam:PassRole", "iam:passrole")).to.equal(true);
    });
    it("takes no resource where AWS lists it so, or all that its wildcards take in", () => {
        for (const action of ["ecr:GetAuthorizationToken", "EC2:describevpcs", "xray:PutTrace*", "lakeformation:*"]) {
            expect(takesNoResource(action), action).to.equal(true);
        }
        for (const action of ["s3:GetObject", "s3:List*", "ec2:Describe*", "s3:*", "made-up:Action", "*"]) {
            expect(takesNoResource(action), action).to.equal(false);
        }
    });
});

describe("a statement", () => {
    const statement = (change: object) => {
        const policy = parsePolicy({ Statement: [{ Effect: "Allow", ...change }] }, "policy");
        if (policy === undefined || !("statements" in policy)) {
            throw new Error("the document is not read");
        }
        return policy.statements.map((each) => coversAllOf("iam", each));
    };

    it("leaves everything of a service open where its resources name nothing", () => {
        const wide = ["*", "arn:*", "arn:aws:iam::*:*", "arn:aws:iam::111122223333:role/*", "arn:aws:*:*:*:*"];
        for (const Resource of wide) {
            expect(statement({ Resource }), Resource).to.deep.equal([true]);
        }
        expect(statement({ NotResource: "arn:aws:iam::111122223333:role/admin" })).to.deep.equal([true]);
    });
    it("does not where they name something, or another service", () => {
        const narrow = [
            "arn:aws:iam::*:role/jobs",
            "arn:aws:iam::*:role/app/*",
            "arn:aws:s3:::*",
            "arn:aws:iam::*:role/a*",
        ];
        for (const Resource of narrow) {
            expect(statement({ Resource }), Resource).to.deep.equal([false]);
        }
    });
});
