import { expect } from "chai";
import { lfNoS3Bypass } from "../../../../policies/rules/lake-formation/lf-no-s3-bypass";
import { awaited, judgeStack, type Props, resource, UNKNOWN, violations } from "../../support/judge";

const registrar = resource("aws:iam/role:Role", "registration", {
    name: "registration-1",
    arn: "arn:aws:iam::1:role/reg",
});
const location = resource(
    "aws:lakeformation/resource:Resource",
    "curated",
    { arn: "arn:aws:s3:::lake-curated", roleArn: "arn:aws:iam::1:role/reg" },
    { roleArn: [registrar] },
);
const document = (statement: Props) => JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
const reads = (Action: unknown = "s3:GetObject", Resource: unknown = "arn:aws:s3:::lake-curated/*") =>
    document({ Effect: "Allow", Action, Resource });
const role = resource("aws:iam/role:Role", "etl", { name: "etl-1", arn: "arn:aws:iam::1:role/etl" });
const policy = (text: string, of = role, name = "etl-policy") =>
    resource("aws:iam/rolePolicy:RolePolicy", name, { role: UNKNOWN, policy: text }, { role: [of] });
const refused = (...stack: Parameters<typeof judgeStack>[1]) =>
    violations(judgeStack(lfNoS3Bypass, [location, registrar, role, ...stack]));
const message = (name: string) => [`"${name}" allows reading a registered location beside Lake Formation.`];

describe("lf-no-s3-bypass", () => {
    for (const action of ["s3:GetObject", "S3:getobject", "s3:Get*", "s3:*", "*"]) {
        it(`refuses a role that reads a registered location by ${action}`, () => {
            expect(refused(policy(reads(action)))).to.deep.equal(message("etl-policy"));
        });
    }
    for (const where of ["*", "arn:aws:s3:::*", "arn:aws:s3:::lake-*", "arn:aws:s3:::lake-curated/contacts/*"]) {
        it(`refuses a role that reads ${where}`, () => {
            expect(refused(policy(reads("s3:GetObject", where)))).to.deep.equal(message("etl-policy"));
        });
    }
    it("accepts writing, listing, denying, and reading elsewhere", () => {
        expect(refused(policy(reads(["s3:PutObject", "s3:ListBucket"])))).to.deep.equal([]);
        expect(refused(policy(reads("s3:GetObject", "arn:aws:s3:::lake-results/*")))).to.deep.equal([]);
        expect(refused(policy(reads("s3:GetObject", "arn:aws:s3:::lake-curated-old/*")))).to.deep.equal([]);
        const deny = { Effect: "Deny", Action: "s3:GetObject", Resource: "*" };
        expect(refused(policy(document(deny)))).to.deep.equal([]);
    });
    it("accepts the role that Lake Formation reads as", () => {
        expect(refused(policy(reads(), registrar, "registration-policy"))).to.deep.equal([]);
    });
    it("accepts roles that the setting names, by the role or by the policy", () => {
        for (const allowedRoles of [["etl"], ["etl-policy"], ["e*"]]) {
            const stack = [location, registrar, role, policy(reads())];
            expect(violations(judgeStack(lfNoS3Bypass, stack, { allowedRoles }))).to.deep.equal([]);
        }
    });
    it("looks into policies written inside a role, and into managed ones", () => {
        const inline = resource("aws:iam/role:Role", "inside", { inlinePolicies: [{ name: "p", policy: reads() }] });
        expect(refused(inline)).to.deep.equal(message("inside"));
        expect(refused(resource("aws:iam/policy:Policy", "readers", { policy: reads() }))).to.deep.equal(
            message("readers"),
        );
    });
    it("looks into bucket policies, and lets services and allowed roles be", () => {
        const bucketPolicy = (Principal: unknown) =>
            resource("aws:s3/bucketPolicy:BucketPolicy", "bucket-policy", {
                policy: document({
                    Effect: "Allow",
                    Principal,
                    Action: "s3:GetObject",
                    Resource: "arn:aws:s3:::lake-curated/*",
                }),
            });
        expect(refused(bucketPolicy({ AWS: "arn:aws:iam::1:role/x" }))).to.deep.equal(message("bucket-policy"));
        expect(refused(bucketPolicy("*"))).to.deep.equal(message("bucket-policy"));
        expect(refused(bucketPolicy({ Service: "logging.s3.amazonaws.com" }))).to.deep.equal([]);
        const stack = [location, registrar, bucketPolicy({ AWS: "arn:aws:iam::1:role/x" })];
        expect(violations(judgeStack(lfNoS3Bypass, stack, { allowedRoles: ["*:role/x"] }))).to.deep.equal([]);
    });
    it("is idle where nothing is registered", () => {
        expect(judgeStack(lfNoS3Bypass, [role, policy(reads("*", "*"))])).to.deep.equal([]);
    });
    it("waits while the document, or the location, is unknown", () => {
        const unread = judgeStack(lfNoS3Bypass, [location, registrar, role, policy(UNKNOWN)]);
        expect(violations(unread)).to.deep.equal([]);
        expect(awaited(unread)).to.deep.equal(["policy"]);
        const somewhere = resource("aws:lakeformation/resource:Resource", "raw", { arn: UNKNOWN });
        expect(awaited(judgeStack(lfNoS3Bypass, [somewhere, role, policy(reads())]))).to.deep.equal(["arn"]);
        expect(awaited(judgeStack(lfNoS3Bypass, [somewhere, role, policy(reads("s3:PutObject"))]))).to.deep.equal([]);
    });
});
