import { expect } from "chai";
import { moneyText } from "../../../functions/shop/money";

describe("an amount of money as text", () => {
    const text = (amount_minor: number, currency: string) => moneyText({ amount_minor, currency });

    it("has as many decimals as its currency", () => {
        expect(text(123_450, "USD")).to.equal("$1,234.50");
        expect(text(5, "USD")).to.equal("$0.05");
        expect(text(0, "USD")).to.equal("$0.00");
        expect(text(500, "JPY")).to.equal("¥500");
        expect(text(1_299_500, "KWD")).to.equal("KWD\u00a01,299.500");
    });

    it("is exact however large the amount", () => {
        expect(text(Number.MAX_SAFE_INTEGER, "USD")).to.equal("$90,071,992,547,409.91");
        expect(text(Number.MAX_SAFE_INTEGER, "KWD")).to.equal("KWD\u00a09,007,199,254,740.991");
        for (let less = 0; less < 1_000; less += 1) {
            const amount = Number.MAX_SAFE_INTEGER - less;
            expect(text(amount, "USD").replace(/\D/g, "")).to.equal(String(amount));
        }
    });
});
