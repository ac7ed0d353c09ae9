import { expect } from "chai";
import { cloudfrontHsts } from "../../../../policies/rules/encryption-in-transit/cloudfront-hsts";
import { awaited, judgeStack, type Props, resource, UNKNOWN, violations } from "../../support/judge";

const headersType = "aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy";
const headers = (seconds: unknown, id: string = UNKNOWN, name = "headers") =>
    resource(headersType, name, {
        id,
        securityHeadersConfig: { strictTransportSecurity: { accessControlMaxAgeSec: seconds, override: true } },
    });
const policy = headers(31536000);
type Resource = typeof policy;

const distribution = (id: unknown, dependencies: readonly Resource[] = [], more: Props = {}) =>
    resource(
        "aws:cloudfront/distribution:Distribution",
        "shop",
        { defaultCacheBehavior: { responseHeadersPolicyId: id }, ...more },
        { defaultCacheBehavior: dependencies, orderedCacheBehaviors: dependencies },
    );
const judge = (resources: readonly Resource[], settings: Props = {}) => judgeStack(cloudfrontHsts, resources, settings);
const silent = (seconds = 31536000) => [
    `A cache behavior of distribution "shop" sends no Strict-Transport-Security of ${seconds} seconds or more.`,
];

describe("cloudfront-hsts", () => {
    it("accepts a distribution that is linked to a policy with the header", () => {
        expect(judge([policy, distribution(UNKNOWN, [policy])])).to.deep.equal([]);
    });
    it("finds the policy by its id where nothing else tells", () => {
        expect(judge([headers(31536000, "abc"), distribution("abc")])).to.deep.equal([]);
        expect(violations(judge([headers(60, "abc"), distribution("abc")]))).to.deep.equal(silent());
    });
    it("finds the policy by what the id was computed from where the policy does not tell its id", () => {
        const short = resource(headersType, "headers", { securityHeadersConfig: {} });
        expect(violations(judge([short, distribution("abc", [short])]))).to.deep.equal(silent());
    });
    it("refuses a distribution without a policy, and names it", () => {
        const bare = distribution(undefined);
        const [verdict, ...others] = judge([policy, bare]);
        expect(others).to.deep.equal([]);
        expect(verdict).to.include({ outcome: "violation", urn: bare.urn, message: silent()[0] });
    });
    it("refuses a policy without the header, or with too short a time", () => {
        const without = resource(headersType, "headers", { id: UNKNOWN, corsConfig: {} });
        expect(violations(judge([without, distribution(UNKNOWN, [without])]))).to.deep.equal(silent());
        const short = headers(3600);
        expect(violations(judge([short, distribution(UNKNOWN, [short])]))).to.deep.equal(silent());
        expect(judge([short, distribution(UNKNOWN, [short])], { minMaxAge: 3600 })).to.deep.equal([]);
    });
    it("refuses a distribution one of whose other behaviors sends nothing", () => {
        const ordered = { orderedCacheBehaviors: [{ responseHeadersPolicyId: UNKNOWN }, { pathPattern: "/api/*" }] };
        expect(violations(judge([policy, distribution(UNKNOWN, [policy], ordered)]))).to.deep.equal(silent());
    });
    it("knows the policies that CloudFront manages", () => {
        expect(judge([distribution("67f7725c-6f97-4210-82d7-5512b31e9d03")])).to.deep.equal([]);
        expect(violations(judge([distribution("60669652-455b-4ae9-85a4-c4c02393f86c")]))).to.deep.equal(silent());
        expect(
            violations(judge([distribution("67f7725c-6f97-4210-82d7-5512b31e9d03")], { minMaxAge: 63072000 })),
        ).to.deep.equal(silent(63072000));
    });
    it("leaves the policy of another stack to that stack", () => {
        expect(judge([policy, distribution("1a2b3c4d")])).to.deep.equal([]);
    });
    it("waits while the header's time, or the policy itself, is unknown", () => {
        const unknown = headers(UNKNOWN);
        expect(awaited(judge([unknown, distribution(UNKNOWN, [unknown])]))).to.deep.equal([
            "securityHeadersConfig.strictTransportSecurity.accessControlMaxAgeSec",
        ]);
        expect(awaited(judge([policy, distribution(UNKNOWN)]))).to.deep.equal([
            "defaultCacheBehavior.responseHeadersPolicyId",
        ]);
    });
    it("waits where an unknown id may be that of a policy with or without the header", () => {
        const short = headers(60, UNKNOWN, "short");
        const either = distribution(UNKNOWN, [policy, short]);
        expect(awaited(judge([policy, short, either]))).to.deep.equal(["defaultCacheBehavior.responseHeadersPolicyId"]);
        const other = headers(63072000, UNKNOWN, "other");
        expect(judge([policy, other, distribution(UNKNOWN, [policy, other])])).to.deep.equal([]);
    });
});
