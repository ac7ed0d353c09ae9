import { identityPolicyTypes } from "../../../../policies/lib/identity-policies";
import { hasExample } from "../../support/compliant";

const role = "aws:iam/role:Role";

/** Where each type keeps its policy document. */
export const documents = identityPolicyTypes
    .filter((type) => hasExample(type, "identity"))
    .map((type) => ({ type, path: type === role ? "inlinePolicies[0].policy" : "policy" }));

/** A document with one statement, which allows reading an object but for what is changed. */
export function policyOf(change: object): string {
    return JSON.stringify({
        Version: "2012-10-17",
        Statement: [
            { Sid: "Open", Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::raw/*", ...change },
        ],
    });
}

/** How a message about that statement begins. */
export const open = (path: string): string => `Statement "Open" of \`${path}\``;
