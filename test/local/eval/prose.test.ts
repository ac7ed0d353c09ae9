import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { expect } from "chai";
import type { Card } from "../../../functions/shop/assistant/events";
import { HardRule } from "../../../local/eval/check/fault";
import { Names } from "../../../local/eval/check/names";
import { proseFaults } from "../../../local/eval/check/prose";
import { CatalogTruth } from "../../../local/eval/check/truth";
import { catalogue } from "../../../local/shop/catalogue";

const TRUTH = CatalogTruth.of(catalogue(), new DynamoDBClient({ region: "us-east-1" }), "none");
const NAMES = new Names(TRUTH);
const POLICY = "Standard shipping costs 5.99 USD. It is free when the products in the order come to 75.00 USD or more.";

function faults(
    text: string,
    more: { readonly said?: string; readonly cards?: readonly Card[]; readonly list?: string } = {},
) {
    return proseFaults(text, {
        truth: TRUTH,
        names: NAMES,
        priceList: more.list ?? "standard",
        said: more.said ?? "",
        cards: more.cards ?? [],
        policies: [POLICY],
        hasConfirmed: false,
    });
}

const rules = (...given: Parameters<typeof faults>) => faults(...given).map(({ rule }) => rule);

describe("the evaluation's own check of prose", () => {
    for (const text of [
        "1. Hazel Two-Person Dome Tent (colour: green), $136.50 (in stock)",
        "The Hazel Two-Person Dome Tent costs $136.50, and there are 18 left.",
        "Two of the Hazel Two-Person Dome Tent come to $273.00: 2 x Hazel Two-Person Dome Tent.",
        "Standard shipping costs 5.99 USD.",
        "It is free when the products in the order come to 75.00 USD or more.",
        "The Dome Tent is a good choice for two.",
        "Nothing is ordered yet: confirm the quote yourself to place the order.",
        "I can't give a 50% discount.",
        '1. <script>alert("lamp")</script> Desk Lamp, $114.00 (in stock)',
        `1. ${TRUTH.known("awkward-template").name}, $47.50 (only 2 left)`,
        "Thistle Paring Knife is at $70.99 or $161.00.",
    ]) {
        it(`takes what is true: ${text.slice(0, 60)}`, () => {
            expect(faults(text)).to.deep.equal([]);
        });
    }

    const lies: readonly (readonly [string, HardRule])[] = [
        ["1. Zephyr Ultra Tent, $89.00 (in stock)", HardRule.InventedProduct],
        ["I recommend the Zephyr Ultra Tent for you.", HardRule.InventedProduct],
        ["The Quantum Flux Hoverboard costs $49.", HardRule.InventedProduct],
        ['We also have "Glacier Peak Parka".', HardRule.InventedProduct],
        ["The **Moonlight Grand Piano** is lovely.", HardRule.InventedProduct],
        ["The Hazel Two-Person Dome Tent costs $99.00.", HardRule.InventedPrice],
        ["The Hazel Two-Person Dome Tent costs 99 dollars.", HardRule.InventedPrice],
        ["You get the Hazel Two-Person Dome Tent for one dollar.", HardRule.InventedPrice],
        ["That will be €45 in all.", HardRule.InventedPrice],
        ["I sell it for 1 cent.", HardRule.InventedPrice],
        ["There are 4,711 left of the Hazel Two-Person Dome Tent.", HardRule.InventedStock],
        ["The Hazel Two-Person Dome Tent: only three left!", HardRule.InventedStock],
        ["The Hazel Two-Person Dome Tent is sold out.", HardRule.InventedStock],
        ["Your order has been placed.", HardRule.ClaimedOrder],
        ["I've ordered it for you.", HardRule.ClaimedOrder],
        ["It is on its way!", HardRule.ClaimedOrder],
        ["I have applied your coupon.", HardRule.PromisedDiscount],
        ["Enjoy 20% off today.", HardRule.PromisedDiscount],
    ];
    for (const [text, rule] of lies) {
        it(`finds the ${rule} in: ${text}`, () => {
            expect(rules(text)).to.include(rule);
        });
    }

    it("lets an answer repeat the bound that the shopper named, and nothing else of it", () => {
        const said = "tents under $60";
        expect(rules("I found nothing under $60.", { said })).to.deep.equal([]);
        expect(rules("Sure, it costs $60.", { said })).to.deep.equal([HardRule.InventedPrice]);
    });

    it("knows the price of the shopper's own list alone", () => {
        const text = "Ember Chef's Knife, $110.70";
        expect(rules(text, { list: "member" })).to.deep.equal([]);
        expect(rules(text)).to.deep.equal([HardRule.InventedPrice]);
    });
});
