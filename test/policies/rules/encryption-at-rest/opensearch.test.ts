import { expect } from "chai";
import { opensearchEncrypted } from "../../../../policies/rules/encryption-at-rest/opensearch-encrypted";
import { opensearchServerlessEncrypted } from "../../../../policies/rules/encryption-at-rest/opensearch-serverless-encrypted";
import { keyArn } from "../../support/compliant";
import { describeRule } from "../../support/describe-rule";
import { awaited, judgeStack, type Props, resource, UNKNOWN, violations } from "../../support/judge";

const plain = ["encryptAtRest.enabled is not true: indexes, logs and snapshots are stored unencrypted."];
const managedKey = [
    "encryptAtRest.kmsKeyId names no key of your own: the AWS managed key can't be restricted or shared.",
];

for (const type of opensearchEncrypted.types) {
    describeRule({
        rule: opensearchEncrypted,
        type,
        refuses: [
            { when: "the default, which is unencrypted", set: { encryptAtRest: undefined }, says: plain },
            { when: "encryption that is off", set: { "encryptAtRest.enabled": false }, says: plain },
            {
                when: "the AWS managed key where one's own is asked for",
                set: { "encryptAtRest.kmsKeyId": undefined },
                settings: { requireCmk: true },
                says: managedKey,
            },
        ],
        accepts: [
            { when: "the AWS managed key", set: { "encryptAtRest.kmsKeyId": undefined } },
            { when: "a key of one's own where one is asked for", set: {}, settings: { requireCmk: true } },
        ],
        defersOn: ["encryptAtRest", "encryptAtRest.enabled"],
        needsOnlyPresenceOf: ["encryptAtRest.kmsKeyId"],
        mends: [
            { when: "the default", set: { encryptAtRest: undefined } },
            {
                when: "the default where a key of one's own is asked for",
                set: { encryptAtRest: undefined },
                settings: { requireCmk: true, kmsKeyArn: keyArn },
            },
        ],
        leaves: [
            {
                when: "the AWS managed key, where no other is configured,",
                set: { "encryptAtRest.kmsKeyId": undefined },
                settings: { requireCmk: true },
            },
        ],
    });
}

describe("opensearch-serverless-encrypted", () => {
    const products = (props: Props = { name: "shop-products" }) =>
        resource("aws:opensearch/serverlessCollection:ServerlessCollection", "products", props);
    const policy = (patterns: unknown, more: Props = { AWSOwnedKey: false, KmsARN: keyArn }, name = "policy") =>
        resource("aws:opensearch/serverlessSecurityPolicy:ServerlessSecurityPolicy", name, {
            type: "encryption",
            policy: JSON.stringify({ Rules: [{ ResourceType: "collection", Resource: patterns }], ...more }),
        });
    const judge = (resources: Parameters<typeof judgeStack>[1], settings: Props = {}) =>
        judgeStack(opensearchServerlessEncrypted, resources, settings);
    const uncovered = ['No encryption policy takes collection "products" in: it can\'t be created.'];
    const ownedByAws = [
        'Collection "products" is encrypted with a key that AWS owns: neither it nor its encryption policy names another one.',
    ];
    const cmk = { requireCmk: true };

    for (const patterns of [["collection/shop-products"], ["collection/other", "collection/shop*"], "collection/*"]) {
        it(`accepts a collection that ${JSON.stringify(patterns)} takes in`, () => {
            expect(judge([products(), policy(patterns)], cmk)).to.deep.equal([]);
        });
    }
    it("refuses a collection that no pattern takes in, and names it", () => {
        const [verdict, ...others] = judge([products(), policy(["collection/shop", "collection/web*"])]);
        expect(others).to.deep.equal([]);
        expect(verdict).to.include({ outcome: "violation", urn: products().urn, message: uncovered[0] });
    });
    it("does not take a network policy, or text that is no policy, for an encryption policy", () => {
        const { type, name } = policy([]);
        const network = resource(type, name, { type: "network", policy: "[]" });
        const nonsense = resource(type, "nonsense", { type: "encryption", policy: "nonsense" });
        expect(violations(judge([products(), network, nonsense]))).to.deep.equal(uncovered);
    });
    it("leaves collections to another stack where the setting says so, but only those without a policy", () => {
        const settings = { managedElsewhere: true, requireCmk: true };
        expect(judge([products()], settings)).to.deep.equal([]);
        expect(violations(judge([products(), policy("collection/*", { AWSOwnedKey: true })], settings))).to.deep.equal(
            ownedByAws,
        );
    });
    it("asks for a key of one's own only where the setting does", () => {
        const owned = policy("collection/*", { AWSOwnedKey: true });
        expect(judge([products(), owned])).to.deep.equal([]);
        expect(violations(judge([products(), owned], cmk))).to.deep.equal(ownedByAws);
    });
    it("lets the most specific of several patterns decide over the key", () => {
        const owned = (pattern: string) => policy(pattern, { AWSOwnedKey: true }, "owned");
        const judgeBoth = (one: string, other: string) =>
            violations(judge([products(), policy(one), owned(other)], cmk));
        expect(judgeBoth("collection/shop-products", "collection/shop-product*")).to.deep.equal([]);
        expect(judgeBoth("collection/shop*", "collection/shop-products")).to.deep.equal(ownedByAws);
        expect(judgeBoth("collection/shop-*", "collection/shop*")).to.deep.equal([]);
    });
    it("takes a key that the collection names by itself", () => {
        const own = products({ name: "shop-products", encryptionConfigs: [{ awsOwnedKey: false, kmsKeyArn: keyArn }] });
        expect(judge([own], cmk)).to.deep.equal([]);
        const owned = products({ name: "shop-products", encryptionConfigs: [{ awsOwnedKey: true }] });
        expect(judge([owned])).to.deep.equal([]);
        expect(violations(judge([owned, policy("collection/*")], cmk))).to.deep.equal(ownedByAws);
    });
    it("does not mistake an encryption that the provider computes for one that the program set", () => {
        const computed = products({ name: "shop-products", encryptionConfigs: UNKNOWN });
        expect(violations(judge([computed]))).to.deep.equal(uncovered);
    });
    it("waits while the policy, its type or the collection's name is unknown", () => {
        const { type, name } = policy([]);
        expect(
            awaited(judge([products(), resource(type, name, { type: "encryption", policy: UNKNOWN })])),
        ).to.deep.equal(["policy"]);
        expect(awaited(judge([products(), resource(type, name, { type: UNKNOWN, policy: "{}" })]))).to.deep.equal([
            "type",
        ]);
        expect(awaited(judge([products({ name: UNKNOWN }), policy(["collection/shop*"])]))).to.deep.equal(["name"]);
    });
    it("needs no name where a policy takes every collection in", () => {
        expect(judge([products({ name: UNKNOWN }), policy("collection/*")], cmk)).to.deep.equal([]);
    });
    it("waits for the name where it decides between two keys, and not where both are one's own", () => {
        const unnamed = products({ name: UNKNOWN });
        const owned = policy("collection/shop*", { AWSOwnedKey: true }, "owned");
        expect(awaited(judge([unnamed, policy("collection/*"), owned], cmk))).to.deep.equal(["name"]);
        expect(judge([unnamed, policy("collection/*"), policy("collection/shop*")], cmk)).to.deep.equal([]);
    });
});
