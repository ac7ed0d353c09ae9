import { expect } from "chai";
import { DeliveryStatus, Refusal, ShopRefusal } from "../../../functions/shop/orders/types";
import { claims, parcels, placed } from "./world";

describe("the API's news of parcels", () => {
    it("is taken from a service, and shows it nothing of the shopper's", async () => {
        for (const status of Object.values(DeliveryStatus)) {
            const { tell, calls, logs } = parcels();
            const told = await tell({ status });
            expect(told.status).to.equal(200);
            expect(calls).to.deep.equal([["recordDelivery", "ord_1", status]]);
            expect(told.body).to.deep.include({ order_id: "ord_1", status: "shipped", total: placed.total });
            expect(told.body).to.not.have.any.keys("ship_to", "address_id", "email", "conversation_id");
            expect(JSON.stringify([told.body, logs])).to.not.contain("SECRET");
        }
    });

    it("is answered with 404 where there is no order, and for an order that can't come to that with 409", async () => {
        for (const [code, status] of [
            [Refusal.UnknownOrder, 404],
            [Refusal.StatusConflict, 409],
        ] as const) {
            const told = await parcels(new ShopRefusal(code, "So it is.")).tell({ status: "delivered" });
            expect(told.status).to.equal(status);
            expect(told.body).to.deep.include({ status, code });
        }
        const { tell, calls } = parcels();
        expect((await tell({ status: "shipped" }, { pathParameters: { id: "../ord_1" } })).status).to.equal(404);
        expect(calls).to.deep.equal([]);
    });

    it("is one of three words, or refused before the shop is asked", async () => {
        for (const body of [{}, { status: "cancelled" }, { status: "placed" }, { status: "shipped", email: "a@b.c" }]) {
            const { tell, calls } = parcels();
            expect((await tell(body)).status, JSON.stringify(body)).to.equal(422);
            expect(calls).to.deep.equal([]);
        }
    });

    it("is not taken from a shopper", async () => {
        const { tell, calls } = parcels();
        const asShopper = { requestContext: { authorizer: { jwt: { claims } } } };
        expect((await tell({ status: "returned" }, asShopper)).status).to.equal(401);
        expect(calls).to.deep.equal([]);
    });
});
