import { expect } from "chai";
import { granteeForm, granteeProblem } from "../../../components/governance/grantee";

const ACCOUNT = "111122223333";

describe("granteeForm", () => {
    const forms: [string, string, string | undefined][] = [
        [`arn:aws:iam::${ACCOUNT}:role/workflowrole`, "identity", ACCOUNT],
        [`arn:aws-us-gov:iam::${ACCOUNT}:role/aws-service-role/x.amazonaws.com/Role_1`, "identity", ACCOUNT],
        [`arn:aws:iam::${ACCOUNT}:user/datalake_user1`, "identity", ACCOUNT],
        [`arn:aws:iam::${ACCOUNT}:saml-provider/idp1:user/athena-user@example.com`, "identity", ACCOUNT],
        [`arn:aws:iam::${ACCOUNT}:saml-provider/idp1:group/data-scientists`, "identity", ACCOUNT],
        [`arn:aws:quicksight:us-east-1:${ACCOUNT}:group/default/data_scientists`, "identity", ACCOUNT],
        ["arn:aws:identitystore:::group/12345678-1234-1234-1234-123456789012", "identity", undefined],
        [`${ACCOUNT}:IAMPrincipals`, "identity", ACCOUNT],
        [ACCOUNT, "account", ACCOUNT],
        [`arn:aws:organizations::${ACCOUNT}:organization/o-abcdefghijkl`, "organization", ACCOUNT],
        [`arn:aws:organizations::${ACCOUNT}:ou/o-abcdefghijkl/ou-ab00-cdefghij`, "organization", ACCOUNT],
    ];
    for (const [principal, kind, accountId] of forms) {
        it(`knows ${principal}`, () => {
            expect(granteeForm(principal)).to.deep.equal({ kind, accountId });
            expect(granteeProblem(principal)).to.equal(undefined);
        });
    }
});

describe("granteeProblem", () => {
    const good =
        'is no principal of Lake Formation: give the ARN of a role, for example "arn:aws:iam::111122223333:role/analyst".';
    const refused: [string, string][] = [
        [
            "IAMAllowedPrincipals",
            "is everyone whom IAM lets in, for whom Lake Formation decides nothing: name the roles that shall read.",
        ],
        [
            "IAM_ALLOWED_PRINCIPALS",
            "is everyone whom IAM lets in, for whom Lake Formation decides nothing: name the roles that shall read.",
        ],
        [
            `arn:aws:sts::${ACCOUNT}:assumed-role/analyst/me`,
            `is a session, and sessions end: give its role, "arn:aws:iam::${ACCOUNT}:role/analyst", with the role's path if it has one.`,
        ],
        [
            `arn:aws:iam::${ACCOUNT}:root`,
            `is how IAM writes an account: give "${ACCOUNT}", which shares with the whole account, or a role.`,
        ],
        [
            `arn:aws:iam::${ACCOUNT}:group/analysts`,
            "is a group of IAM users, to which Lake Formation grants nothing: give a role.",
        ],
        ["firehose.amazonaws.com", "is a service: give the role by which it reads, for example the delivery stream's."],
        ["analyst", good],
        ["", good],
        ["*", good],
        ["11112222333", good],
        [`arn:aws:iam::${ACCOUNT}:role/*`, good],
        [`arn:aws:organizations::${ACCOUNT}:ou/ou-ab00-cdefghij`, good],
        [`arn:aws:quicksight:us-east-1:${ACCOUNT}:group/other/data_scientists`, good],
    ];
    for (const [principal, problem] of refused) {
        it(`refuses "${principal}"`, () => expect(granteeProblem(principal)).to.equal(problem));
    }
});
