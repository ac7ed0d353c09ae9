import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { standardBudget } from "../../functions/shop/assistant/converse/runtime";
import { instruction } from "../../functions/shop/assistant/prompts/instruction";
import { converseToolSpecs } from "../../functions/shop/tools";
import { aboutTogether, type Counts, costsOf, countsOf, restRows, type StackCosts } from "./costs";
import { stackWithShop } from "./stack";

const textOf = (file: string) => readFileSync(join(__dirname, "../..", file), "utf8");

async function costsIn(stack: string): Promise<StackCosts> {
    return { all: countsOf(await stackWithShop(stack)), lake: countsOf(await stackWithShop(stack, null)) };
}

const grouped = (count: number) => count.toLocaleString("en-US");
const hundreds = (count: number) => grouped(Math.round(count / 100) * 100);

/** Fails with what is to be written. */
function expectSaid(text: string, sentence: string): void {
    const flat = text.replace(/\s+/g, " ");
    expect(flat.includes(sentence), `write: ${sentence}`).to.equal(true);
}

describe("the costs that the documentation tells", () => {
    let page: string;
    let dev: StackCosts;
    let prod: StackCosts;
    before(async () => {
        page = textOf("docs/costs.md");
        dev = await costsIn("dev");
        prod = await costsIn("prod");
    });

    it("count at rest what the program registers", () => {
        const said = page.split("\n");
        expect(restRows(dev, prod).filter((row) => !said.includes(row))).to.deep.equal([], "write these rows");
    });

    it("are as much without a shop as the lake alone costs", () => {
        const [devLake, prodLake] = [dev, prod].map(({ lake }) => aboutTogether(costsOf(lake)));
        expectSaid(page, `Without a shop that is about ${devLake} for \`dev\` and ${prodLake} for \`prod\`.`);
        const [devAll, prodAll] = [dev, prod].map(({ all }) => aboutTogether(costsOf(all)));
        expectSaid(
            textOf("README.md"),
            `\`dev\` costs about ${devAll} US dollars a month, and ${devLake} without the shop; \`prod\` about ${prodAll}, of which ${costsOf(prod.all).vectors} are for OpenSearch Serverless.`,
        );
    });

    it("grow with an agent of Bedrock by what that adds", async () => {
        const withAgent = countsOf(await stackWithShop("dev", { runtime: "bedrockAgents" }));
        const added = (what: keyof Counts) => Number(withAgent[what]) - Number(dev.all[what]);
        expect([added("keys"), added("alarms"), added("functions")]).to.deep.equal([1, 2, 2]);
        const dollars = added("keys") + 0.1 * added("alarmMetrics");
        expectSaid(page, `\`bedrockAgents\` adds a key, two alarms and two functions: about ${dollars.toFixed(2)}.`);
    });

    it("count the delivery streams that read each event of the shop", () => {
        expect(dev.all.deliveryStreams - dev.lake.deliveryStreams).to.equal(5);
        expectSaid(page, "each read by five delivery streams");
    });

    it("reckon with an instruction and tools as long as they are", () => {
        const length = instruction.length + JSON.stringify(converseToolSpecs()).length;
        const told = Number(/about ([\d,]+) characters/.exec(page)?.[1]?.replace(",", ""));
        expect(told, `write: about ${hundreds(length)} characters`).to.be.closeTo(length, 400);
    });

    it("end a turn where the assistant does", () => {
        const { steps, tokens, answerTokens } = standardBudget;
        expectSaid(
            page,
            `A turn of the assistant ends at ${steps} calls of the model of ${grouped(answerTokens)} tokens each at most, or once ${grouped(tokens)} tokens were read and written`,
        );
    });
});
