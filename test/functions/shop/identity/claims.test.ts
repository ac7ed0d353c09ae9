import { expect } from "chai";
import fc from "fast-check";
import { ClaimsError, type ClaimWarning, shopperFromClaims } from "../../../../functions/shop/identity/claims";

const home = {
    first_name: "Ada",
    last_name: "Byron",
    address1: "1 Lake Road",
    city: "Springfield",
    state: "IL",
    postal_code: "62701",
    country: "US",
};

function read(claims: Record<string, unknown>) {
    const warnings: ClaimWarning[] = [];
    const shopper = shopperFromClaims({ sub: "shopper-1", ...claims }, (warning) => warnings.push(warning));
    return { shopper, warnings };
}

describe("the shopper of a token's claims", () => {
    it("has the address, name, price list and address book that the claims give", () => {
        const { shopper, warnings } = read({
            email: "ada@example.com",
            email_verified: true,
            given_name: " Ada ",
            "custom:price_list": "members",
            "custom:address_book": JSON.stringify({ home: { ...home, address2: "" } }),
        });
        expect(warnings).to.deep.equal([]);
        expect(shopper).to.deep.equal({
            id: "shopper-1",
            email: "ada@example.com",
            given_name: "Ada",
            price_list: "members",
            addresses: { home: { ...home, address2: null } },
        });
    });

    it("is complete with nothing but a sub", () => {
        expect(read({})).to.deep.equal({
            shopper: { id: "shopper-1", email: null, given_name: null, price_list: "standard", addresses: {} },
            warnings: [],
        });
    });

    it("takes claims that API Gateway turned into text", () => {
        expect(read({ email: "ada@example.com", email_verified: "true" }).shopper.email).to.equal("ada@example.com");
        expect(read({ email: "ada@example.com", email_verified: "false" }).shopper.email).to.equal(null);
    });

    it("has no address for mail unless the token says that it is verified", () => {
        for (const email_verified of [undefined, false, 1, "yes", "TRUE", null, {}])
            expect(read({ email: "ada@example.com", email_verified })).to.deep.include({
                warnings: ["unverified_email"],
            });
    });

    it("has no address for mail that isn't one, or that could add headers to a mail", () => {
        for (const email of [
            "ada",
            "ada@example.com\r\nBcc: all@example.com",
            `${"a".repeat(250)}@b.co`,
            7,
            ["a@b.co"],
        ]) {
            const { shopper, warnings } = read({ email, email_verified: true });
            expect(shopper.email, String(email)).to.equal(null);
            expect(warnings).to.deep.equal(["invalid_email"]);
        }
    });

    it("has no addresses where one of the book is wrong, and says so", () => {
        const books: unknown[] = [
            "{",
            "[]",
            "7",
            JSON.stringify({ home: { ...home, country: "usa" } }),
            JSON.stringify({ home, work: { ...home, city: "" } }),
            JSON.stringify({ home: { ...home, city: "A\nB" } }),
            JSON.stringify({ "no spaces": home }),
            JSON.stringify(Object.fromEntries(Array.from({ length: 21 }, (_, n) => [`a${n}`, home]))),
            `"${"x".repeat(20_000)}"`,
            { home },
        ];
        for (const book of books) {
            const { shopper, warnings } = read({ "custom:address_book": book });
            expect(shopper.addresses).to.deep.equal({});
            expect(warnings, String(book).slice(0, 80)).to.deep.equal(["invalid_address_book"]);
        }
    });

    it("takes no text that breaks its line, turns its direction or can't be stored", () => {
        for (const sign of ["\u0000", "\u0085", "\u2028", "\u2029", "\u202e", "\u2067", "\ud800"]) {
            const code = sign.charCodeAt(0).toString(16);
            expect(read({ given_name: `Ada${sign}Byron` }), code).to.deep.include({ warnings: ["invalid_name"] });
            const book = JSON.stringify({ home: { ...home, first_name: `A${sign}B` } });
            const { shopper, warnings } = read({ "custom:address_book": book });
            expect(shopper.addresses, code).to.deep.equal({});
            expect(warnings, code).to.deep.equal(["invalid_address_book"]);
        }
        expect(read({ given_name: "Zoë 🦊 O’Neil" }).shopper.given_name).to.equal("Zoë 🦊 O’Neil");
    });

    it("falls back to the standard price list where the claim is no name", () => {
        expect(read({ "custom:price_list": "../x" })).to.deep.include({ warnings: ["invalid_price_list"] });
        expect(read({ "custom:price_list": "../x" }).shopper.price_list).to.equal("standard");
    });

    it("is refused without a fit sub", () => {
        for (const sub of [undefined, "", " ", 7, "a\nb", "x".repeat(129), { toString: () => "shopper-1" }])
            expect(() => shopperFromClaims({ sub })).to.throw(ClaimsError);
    });

    it("never crashes on anything else that claims may hold", () => {
        const names = ["email", "email_verified", "given_name", "custom:price_list", "custom:address_book"] as const;
        fc.assert(
            fc.property(fc.record(Object.fromEntries(names.map((name) => [name, fc.jsonValue()]))), (claims) => {
                const { shopper } = read(claims);
                expect(shopper.id).to.equal("shopper-1");
            }),
        );
    });
});
