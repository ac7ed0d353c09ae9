import { expect } from "chai";
import type { ApiEvent } from "../../../functions/shop-api/event";
import { callerOf } from "../../../functions/shop-api/shopper";

type Authorizer = NonNullable<ApiEvent["requestContext"]["authorizer"]>;

const called = (authorizer: Authorizer | undefined, auth: "jwt" | "iam") => () =>
    callerOf({ routeKey: "GET /", requestContext: authorizer === undefined ? {} : { authorizer } }, auth);

describe("who is calling", () => {
    const claims = { sub: "shopper-1", token_use: "id" };

    it("is a service only with what the gateway says of its signature", () => {
        expect(called({ iam: {} }, "iam")().id).to.equal("service");
        for (const authorizer of [undefined, {}, { iam: null }, { jwt: { claims } }, { jwt: { claims }, iam: null }]) {
            expect(called(authorizer, "iam"), JSON.stringify(authorizer)).to.throw("Sign the request");
        }
    });

    it("is a shopper only with the claims of an id token that names one", () => {
        expect(called({ jwt: { claims } }, "jwt")().id).to.equal("shopper-1");
        for (const authorizer of [
            undefined,
            { iam: {} },
            { jwt: { claims: { sub: "shopper-1" } } },
            { jwt: { claims: { sub: "shopper-1", token_use: "access" } } },
            { jwt: { claims: { sub: "shopper-1", token_use: ["id"] } } },
            { jwt: { claims: { token_use: "id" } } },
            { jwt: { claims: { sub: "a\nb", token_use: "id" } } },
        ]) {
            expect(called(authorizer, "jwt"), JSON.stringify(authorizer)).to.throw(/id token|names no shopper/);
        }
    });
});
