import { expect } from "chai";
import { toolContextsFrom } from "../../../../functions/shop/aws";
import { policy, shopper } from "../orders/support";

const settings = {
    PRODUCTS_TABLE: "products",
    ORDERS_TABLE: "orders",
    CONVERSATIONS_TABLE: "conversations",
    KNOWLEDGE_BASE_ID: "KB",
    POLICY_DATA_SOURCE_ID: "",
    SHOP_POLICY: JSON.stringify(policy),
};

describe("settings of the tools", () => {
    before(() => {
        process.env.AWS_REGION ??= "us-east-1";
    });

    it("are enough for a context of one shopper in one conversation", () => {
        const context = toolContextsFrom(settings)(shopper(), "conversation-1");
        expect(context.shopper.id).to.equal("shopper-1");
        expect(context.conversationId).to.equal("conversation-1");
    });

    for (const name of ["PRODUCTS_TABLE", "ORDERS_TABLE", "CONVERSATIONS_TABLE", "KNOWLEDGE_BASE_ID", "SHOP_POLICY"]) {
        it(`are refused without ${name}, by its name`, () => {
            expect(() => toolContextsFrom({ ...settings, [name]: "" })).to.throw(name);
        });
    }

    it("are refused with half of a contact centre", () => {
        expect(() => toolContextsFrom({ ...settings, CONNECT_INSTANCE_ID: "i" })).to.throw("CONNECT_CONTACT_FLOW_ID");
    });
});
