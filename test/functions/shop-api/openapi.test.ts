import { expect } from "chai";
import { shopApiDocument } from "../../../functions/shop-api/openapi";
import { routes, routeTable } from "../../../functions/shop-api/routes";

describe("the document of the shop's API", () => {
    const document = JSON.parse(JSON.stringify(shopApiDocument()));

    it("has every route of the table, each under an id of its own", () => {
        const operations = Object.entries<Record<string, { operationId: string }>>(document.paths).flatMap(
            ([path, methods]) =>
                Object.entries(methods).map(([method, { operationId }]) => ({
                    key: `${method.toUpperCase()} ${path}`,
                    operationId,
                })),
        );
        expect(operations.map(({ key }) => key)).to.have.members(
            routeTable().map(({ method, path }) => `${method} ${path}`),
        );
        expect(new Set(operations.map(({ operationId }) => operationId)).size).to.equal(routes.length);
    });

    it("says who may call each route, and what the body of an order has", () => {
        expect(document.paths["/service/products"].get.security).to.deep.equal([{ iam: [] }]);
        expect(document.paths["/orders"].post.security).to.deep.equal([{ jwt: [] }]);
        const { schema } = document.paths["/orders"].post.requestBody.content["application/json"];
        expect(schema.additionalProperties).to.equal(false);
        expect(schema.required).to.have.members(["quote_id", "cart_hash", "idempotency_key"]);
    });

    it("lets no route but those for services go without a shopper's token", () => {
        for (const { path, auth } of routeTable()) {
            expect(auth).to.equal(path.startsWith("/service/") ? "iam" : "jwt");
        }
    });
});
