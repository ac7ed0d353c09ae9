import { readdirSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { expect } from "chai";
import { shopperFromClaims } from "../../../functions/shop/identity/claims";
import { catalogue, MEMBER_PRICE_LIST } from "../../../local/shop/catalogue";
import { PERSONAS, persona, tokenClaims, userAttributes } from "../../../local/shop/personas";
import { SHOP_POLICY } from "../../../local/shop/policy";

const POLICIES = resolve(__dirname, "../../../samples/policies");
/** The longest value of a custom attribute in a Cognito user pool. */
const LONGEST_ATTRIBUTE = 2048;

describe("sample shoppers", () => {
    it("are six, each under example.com, with interests that the shop sells", () => {
        const categories = new Set(catalogue().map(({ category }) => category));
        expect(new Set(PERSONAS.map(({ key }) => key)).size).to.equal(6);
        for (const { email, interests } of PERSONAS) {
            expect(email).to.match(/^[a-z]+@example\.com$/);
            expect(interests.filter((interest) => !categories.has(interest))).to.deep.equal([]);
        }
    });

    it("are read from their token as they are written here", () => {
        for (const each of PERSONAS) {
            const shopper = shopperFromClaims(tokenClaims(each));
            expect(shopper).to.deep.include({
                id: `sample-${each.key}`,
                email: each.email_verified ? each.email : null,
                price_list: each.price_list,
                addresses: each.addresses,
            });
        }
    });

    it("cover a member, an empty address book, several addresses and an unverified e-mail", () => {
        expect(persona("maya").price_list).to.equal(MEMBER_PRICE_LIST);
        expect(Object.keys(persona("maya").addresses)).to.deep.equal(["home", "work"]);
        expect(persona("camille").addresses).to.deep.equal({});
        expect(persona("noor").email_verified).to.equal(false);
    });

    it("fit into a user pool's attributes", () => {
        for (const each of PERSONAS) {
            for (const value of Object.values(userAttributes(each)))
                expect(value).to.have.length.at.most(LONGEST_ATTRIBUTE);
        }
    });

    it("live where the shop ships to", () => {
        for (const { addresses } of PERSONAS) {
            for (const { country } of Object.values(addresses)) expect(SHOP_POLICY.ships_to).to.include(country);
        }
    });

    it("refuses a persona that doesn't exist, and names those that do", () => {
        expect(() => persona("nobody")).to.throw("maya, jonas");
    });
});

describe("sample policies", () => {
    const textOf = (topic: string) => readFileSync(resolve(POLICIES, `${topic}.md`), "utf8").replaceAll(/\s+/g, " ");

    it("have a file a topic, each with a heading and questions", () => {
        const topics = readdirSync(POLICIES).map((file) => file.replace(/\.md$/, ""));
        expect(topics).to.have.members([
            "contact",
            "exchanges",
            "gift-wrapping",
            "order-changes",
            "payment",
            "privacy",
            "returns",
            "shipping",
            "warranty",
        ]);
        for (const topic of topics) expect(textOf(topic)).to.match(/^# \w.* ## [^#]+\?/);
    });

    it("say of shipping what the shop charges", () => {
        const { standard, expedited } = SHOP_POLICY.shipping;
        const dollars = (minor = 0) => `${(minor / 100).toFixed(2)} USD`;
        for (const fact of [
            dollars(standard?.price_minor),
            dollars(standard?.free_from_minor),
            dollars(expedited?.price_minor),
            standard?.delivery ?? "no delivery time",
            expedited?.delivery ?? "no delivery time",
        ]) {
            expect(textOf("shipping")).to.contain(fact);
        }
    });

    it("say of returns, carts and quotes what the shop allows", () => {
        expect(textOf("returns")).to.contain(`within ${SHOP_POLICY.return_days} days`);
        expect(textOf("exchanges")).to.contain(`within ${SHOP_POLICY.return_days} days`);
        expect(textOf("returns")).to.contain("Groceries, flowers and beauty products are final sale");
        expect(SHOP_POLICY.final_sale).to.have.members(["grocery", "flowers", "beauty"]);
        expect(textOf("order-changes")).to.contain(`kept for ${SHOP_POLICY.cart_ttl_s / 86_400} days`);
        expect(textOf("payment")).to.contain(`for ${SHOP_POLICY.quote_ttl_s / 60} minutes`);
    });

    it("name only categories that the shop sells", () => {
        const categories = new Set(catalogue().map(({ category }) => category));
        expect(SHOP_POLICY.final_sale.filter((category) => !categories.has(category))).to.deep.equal([]);
    });
});
