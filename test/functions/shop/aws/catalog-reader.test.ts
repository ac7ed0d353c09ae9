import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { expect } from "chai";
import { catalogReader } from "../../../../functions/shop/aws/catalog-reader";
import { pageToken, placeIn } from "../../../../functions/shop/aws/page-token";
import { InvalidPageToken, ProductSort } from "../../../../functions/shop/tools/ports";

/** A client that says what it was sent, and answers nothing. */
function mute() {
    const sent: string[] = [];
    const client = new DynamoDBClient({ region: "us-east-1", credentials: { accessKeyId: "a", secretAccessKey: "b" } });
    client.middlewareStack.add(
        (_next, { commandName }) =>
            async () => {
                sent.push(commandName ?? "");
                throw new Error("The table refused it.");
            },
        { step: "initialize" },
    );
    return { client, sent };
}

describe("the list of products", () => {
    it("is empty between a price and a lower one, without asking the table, which would refuse such bounds", async () => {
        const { client, sent } = mute();
        const range = { min_price_minor: 5_000, max_price_minor: 1_000 };
        for (const filters of [range, { ...range, category: "hats" }]) {
            for (const sort of [undefined, ...Object.values(ProductSort)]) {
                const list = await catalogReader(client, "products").list({ filters, limit: 5, ...(sort && { sort }) });
                expect(list).to.deep.equal({ products: [] });
            }
        }
        expect(sent).to.deep.equal([]);
    });
});

describe("the token of a page", () => {
    const list = { filters: { category: "hats" }, sort: ProductSort.PriceAscending };
    const place = { id: "red-hat", category: "hats", price_minor: 1_999, name: "Red hat" };

    it("leads back to where the page ended", () => {
        expect(placeIn(list, pageToken(list, place))).to.deep.equal(place);
    });

    it("is refused with an id that no product has, where the table would refuse to go on", () => {
        for (const id of ["", "x".repeat(65), "\ud800", "#sync", "a b"]) {
            expect(() => placeIn(list, pageToken(list, { ...place, id })), JSON.stringify(id)).to.throw(
                InvalidPageToken,
            );
        }
    });

    it("is refused for another list, another category and a price beyond the bounds", () => {
        expect(() => placeIn({ ...list, sort: ProductSort.PriceDescending }, pageToken(list, place))).to.throw(
            InvalidPageToken,
        );
        expect(() => placeIn(list, pageToken(list, { ...place, category: "shoes" }))).to.throw(InvalidPageToken);
        const cheap = { filters: { max_price_minor: 1_000 } };
        expect(() => placeIn(cheap, pageToken(cheap, place))).to.throw(InvalidPageToken);
    });

    it("is refused where it is no token at all", () => {
        for (const text of ["x", "e30", Buffer.from("null").toString("base64url"), "é", "x".repeat(9_000)]) {
            expect(() => placeIn(list, text), text.slice(0, 9)).to.throw(InvalidPageToken);
        }
    });
});
