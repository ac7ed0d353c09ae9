import { type AttributeValue, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { expect } from "chai";
import { conversationMemory, conversations, type KeptTurn } from "../../../../functions/shop/aws";

const nowMs = 1_700_000_000_000;
const nowS = nowMs / 1_000;

type Item = Readonly<Record<string, AttributeValue>>;

interface Sent {
    readonly condition: string | undefined;
    readonly values: Item | undefined;
    readonly item: Item | undefined;
}

/** A table that answers every read with these items, and says what it was asked. */
function tableOf(...items: readonly Item[]) {
    const sent: Sent[] = [];
    const client = new DynamoDBClient({ region: "us-east-1", credentials: { accessKeyId: "a", secretAccessKey: "b" } });
    client.middlewareStack.add(
        () =>
            async ({ input }) => {
                sent.push({
                    condition: "ConditionExpression" in input ? input.ConditionExpression : undefined,
                    values: "ExpressionAttributeValues" in input ? input.ExpressionAttributeValues : undefined,
                    item: "Item" in input ? input.Item : undefined,
                });
                return { response: {}, output: { $metadata: {}, Items: [...items], Item: items[0] } };
            },
        { step: "initialize" },
    );
    return { client, sent };
}

const turn = (id: string, expires_at: number) => ({
    turn: { S: JSON.stringify({ turn_id: id, at: "2023-01-01T00:00:00.000Z" }) },
    expires_at: { N: String(expires_at) },
});
const read = (stored: unknown) => stored as KeptTurn;

describe("what is over in a conversation, though DynamoDB still has it", () => {
    it("is no turn of its history", async () => {
        const { client } = tableOf(turn("new", nowS + 1), turn("old", nowS), turn("older", nowS - 1));
        const turns = await conversations(client, "table", read, () => nowMs).history("conversation-1");
        expect(turns.map(({ turn_id }) => turn_id)).to.deep.equal(["new"]);
    });

    it("is nothing that it has seen, and doesn't come back with what it sees next", async () => {
        const { client, sent } = tableOf({ ids: { SS: ["ord_1"] }, expires_at: { N: String(nowS) } });
        const memory = conversationMemory(client, "table", "conversation-1", () => nowMs);
        expect(await memory.seen()).to.deep.equal(new Set());
        await memory.see(["tent"]);
        expect(sent.at(-1)?.condition).to.include("expires_at > :now");
        expect(sent.at(-1)?.values?.[":now"]).to.deep.equal({ N: String(nowS) });
    });

    it("outlives no owner: nobody else can have a conversation as long as anything of it is there", async () => {
        const { client, sent } = tableOf();
        const store = conversations(client, "table", read, () => nowMs);
        await store.open("conversation-1", "shopper-1", { turn_id: "t", until: nowMs });
        const ofOwner = Number(sent[0]?.values?.[":expires"]?.N);
        const endOfTurn = conversations(client, "table", read, () => nowMs + 15 * 60_000);
        await endOfTurn.append("conversation-1", { turn_id: "t", at: "2023-01-01T00:00:00.000Z" });
        expect(Number(sent[1]?.item?.expires_at?.N)).to.be.within(nowS, ofOwner - 1);
    });
});
