import { randomUUID } from "node:crypto";
import { BedrockAgentRuntimeClient } from "@aws-sdk/client-bedrock-agent-runtime";
import { BatchGetItemCommand, type DynamoDBClient, GetItemCommand, UpdateItemCommand } from "@aws-sdk/client-dynamodb";
import { expect } from "chai";
import {
    catalogReader,
    conversationMemory,
    conversations,
    type KeptTurn,
    knowledgeSearch,
    outcomesSince,
    recordOutcome,
} from "../../../functions/shop/aws";
import type { Product } from "../../../functions/shop/catalog/product";
import { noEvidence } from "../../../functions/shop/tools";
import { noFacts } from "../../../functions/shop/tools/outcome";
import {
    type CatalogReader,
    InvalidPageToken,
    type ProductFilters,
    ProductSort,
} from "../../../functions/shop/tools/ports";
import { bedrockAgentRuntime } from "../../../local/clients";
import { type Emulator, startEmulator } from "../../../local/emulator";
import { catalogue } from "../../../local/shop/catalogue";
import { shopper } from "../../functions/shop/orders/support";
import { temporaryDirectory } from "../emulator/support";
import type { CatalogWorld } from "./sync-support";
import { callTool, deployTools, sampleShop, toolsEnvironment } from "./tools-support";

const rows = catalogue({ products: 300 });
const active = rows.filter(({ status }) => status === "active");

describe("tools over DynamoDB and the knowledge base", () => {
    const directory = temporaryDirectory();
    let emulator: Emulator;
    let shop: CatalogWorld;
    let client: DynamoDBClient;
    let catalog: CatalogReader;
    let conversationsTable: string;

    before(async function () {
        this.timeout(60_000);
        emulator = await startEmulator({ directory: directory.path });
        shop = await sampleShop(emulator.connection, "tools", rows.length);
        client = shop.dynamodb;
        catalog = catalogReader(client, shop.table);
        conversationsTable = toolsEnvironment(shop).CONVERSATIONS_TABLE ?? "";
    });
    after(async () => {
        await emulator?.stop();
        directory.remove();
    });

    const ids = (products: readonly Product[]) => products.map(({ id }) => id);

    async function all(filters: ProductFilters, sort: ProductSort | undefined, limit: number): Promise<Product[]> {
        const products: Product[] = [];
        let next: string | undefined;
        do {
            const page = await catalog.list({ filters, limit, ...(sort && { sort }), ...(next && { next }) });
            expect(page.products.length).to.be.at.most(limit);
            products.push(...page.products);
            next = page.next;
        } while (next !== undefined);
        return products;
    }

    describe("reading the catalogue", () => {
        it("gets products in the order asked for, each once, without those that aren't there", async () => {
            const wanted = [...ids(rows).reverse(), "nowhere", rows[0]?.id ?? ""];
            const got = await catalog.get(wanted);
            expect(ids(got)).to.deep.equal(ids(rows).reverse());
            expect(got.at(-1)).to.deep.equal(rows[0]);
        });

        it("asks again for what was left unprocessed", async () => {
            let calls = 0;
            const hasty = new Proxy(client, {
                get: (target, property) =>
                    property !== "send"
                        ? Reflect.get(target, property)
                        : async (command: BatchGetItemCommand) => {
                              calls += 1;
                              const [[table, { Keys = [] }] = ["", {}]] = Object.entries(
                                  command.input.RequestItems ?? {},
                              );
                              const answer = await target.send(
                                  new BatchGetItemCommand({ RequestItems: { [table]: { Keys: Keys.slice(0, 2) } } }),
                              );
                              const left = Keys.slice(2);
                              return { ...answer, UnprocessedKeys: left.length > 0 ? { [table]: { Keys: left } } : {} };
                          },
            });
            const some = ids(rows).slice(0, 5);
            expect(ids(await catalogReader(hasty, shop.table).get(some))).to.deep.equal(some);
            expect(calls).to.equal(3);
        });

        const [sample] = active.filter(({ style, occasions }) => style !== null && occasions.length > 0);
        const category = sample?.category ?? "";
        const lists: [string, ProductFilters, (product: Product) => boolean][] = [
            ["everything", {}, () => true],
            ["a category", { category }, (p) => p.category === category],
            ["a style", { style: sample?.style ?? "" }, (p) => p.style === sample?.style],
            [
                "an occasion in a category",
                { category, occasion: sample?.occasions[0] ?? "" },
                (p) => p.category === category && p.occasions.includes(sample?.occasions[0] ?? ""),
            ],
            [
                "a range of prices",
                { min_price_minor: 1_000, max_price_minor: 5_000 },
                (p) => p.price_minor >= 1_000 && p.price_minor <= 5_000,
            ],
            [
                "what is in stock in a category from a price on",
                { category, min_price_minor: 2_000, in_stock_only: true },
                (p) => p.category === category && p.price_minor >= 2_000 && p.stock > 0,
            ],
        ];
        for (const [title, filters, fits] of lists) {
            for (const sort of [undefined, ...Object.values(ProductSort)]) {
                it(`lists ${title} page by page, by ${sort ?? "no order"}: each product once and none left out`, async () => {
                    const products = await all(filters, sort, filters.category === undefined ? 60 : 7);
                    expect(ids(products).toSorted()).to.deep.equal(ids(active.filter(fits)).toSorted());
                    if (sort === ProductSort.Name) {
                        const names = products.map(({ name }) => name);
                        expect(names).to.deep.equal(names.toSorted());
                    } else if (sort !== undefined) {
                        const prices = products.map(({ price_minor }) => price_minor);
                        const rising = prices.toSorted((a, b) => a - b);
                        expect(prices).to.deep.equal(sort === ProductSort.PriceAscending ? rising : rising.reverse());
                    }
                });
            }
        }

        it("refuses a page's token that is forged, or of another list", async () => {
            const { next = "" } = await catalog.list({ filters: { category }, limit: 1 });
            expect(next).to.not.equal("");
            const { list, place } = JSON.parse(Buffer.from(next, "base64url").toString());
            const forged = JSON.stringify({ list, place: { ...place, category: "elsewhere" } });
            const elsewhere = Buffer.from(forged).toString("base64url");
            for (const query of [
                { filters: {}, limit: 1, next },
                { filters: { category }, sort: ProductSort.Name, limit: 1, next },
                { filters: { category }, limit: 1, next: elsewhere },
                { filters: { category }, limit: 1, next: "e30" },
                { filters: { category }, limit: 1, next: "x".repeat(20_000) },
            ]) {
                const error = await catalog.list(query).catch((reason: unknown) => reason);
                expect(error).to.be.instanceOf(InvalidPageToken);
            }
        });
    });

    describe("searching the knowledge base", () => {
        const search = () =>
            knowledgeSearch(bedrockAgentRuntime(emulator.connection), {
                knowledgeBaseId: shop.knowledgeBaseId,
                policyDataSourceId: toolsEnvironment(shop).POLICY_DATA_SOURCE_ID ?? "",
            });

        it("finds products by their words, and narrows them by what stands beside the documents", async () => {
            const [wanted] = active.filter(({ stock }) => stock > 0);
            const text = `${wanted?.name} ${wanted?.description}`;
            const found = await search().products({ text, filters: {}, limit: 5 });
            expect(found.map(({ product_id }) => product_id)).to.include(wanted?.id);
            const price = wanted?.price_minor ?? 0;
            const narrowed = await search().products({
                text,
                filters: {
                    category: wanted?.category ?? "",
                    min_price_minor: price,
                    max_price_minor: price,
                    in_stock_only: true,
                },
                limit: 50,
            });
            const byId = new Map(rows.map((row) => [row.id, row]));
            expect(narrowed).to.not.deep.equal([]);
            for (const { product_id } of narrowed) {
                expect(byId.get(product_id)).to.deep.include({ category: wanted?.category, price_minor: price });
            }
        });

        it("finds policies among policies alone, with a title", async () => {
            const found = await search().policies({ text: "How do I return something?", limit: 3 });
            expect(found).to.not.deep.equal([]);
            for (const { title, text } of found) {
                expect(title).to.match(/^[A-Za-z]/);
                expect(text).to.not.equal("");
            }
            expect(found.map(({ title }) => title.toLowerCase()).join()).to.include("return");
        });

        it("sends no question longer than the service takes", async () => {
            const lengths: number[] = [];
            const runtime = new BedrockAgentRuntimeClient({ region: "us-east-1" });
            runtime.send = async ({ input }: { input: { retrievalQuery?: { text?: string } } }) => {
                lengths.push(input.retrievalQuery?.text?.length ?? 0);
                return {};
            };
            await knowledgeSearch(runtime, { knowledgeBaseId: "KB" }).policies({ text: "🏕".repeat(900), limit: 1 });
            expect(lengths).to.deep.equal([1_000]);
        });
    });

    describe("conversations", () => {
        const now = () => 1_700_000_000_000;

        it("remember what they have seen, each its own", async () => {
            const [a, b] = [randomUUID(), randomUUID()];
            const memory = conversationMemory(client, conversationsTable, a, now);
            expect(await memory.seen()).to.deep.equal(new Set());
            await Promise.all([memory.see(["x", "y"]), memory.see(["y", "z", ""]), memory.see([])]);
            expect(await memory.seen()).to.deep.equal(new Set(["x", "y", "z"]));
            expect(await conversationMemory(client, conversationsTable, b, now).seen()).to.deep.equal(new Set());
        });

        it("forget what was seen long ago rather than grow without end", async () => {
            const memory = conversationMemory(client, conversationsTable, randomUUID(), now);
            await memory.see(Array.from({ length: 1_000 }, (_, index) => `id-${index}`));
            await memory.see(["new"]);
            expect(await memory.seen()).to.deep.equal(new Set(["new"]));
        });

        it("expire, in the unit that the table's TTL has", async () => {
            const id = randomUUID();
            await conversationMemory(client, conversationsTable, id, now).see(["x"]);
            const { Item } = await client.send(
                new GetItemCommand({
                    TableName: conversationsTable,
                    Key: { conversation_id: { S: id }, sk: { S: "SEEN" } },
                }),
            );
            expect(Number(Item?.expires_at?.N)).to.equal(1_700_000_000 + 30 * 24 * 3_600);
        });

        interface Turn extends KeptTurn {
            readonly text: string;
        }
        const store = () =>
            conversations<Turn>(client, conversationsTable, (stored) => stored as Turn | undefined, now);

        it("belong to the shopper who began them, whoever is first", async () => {
            const id = randomUUID();
            const lease = { turn_id: "t-1", until: now() + 1_000 };
            const first = await Promise.all(["ana", "eve"].map((who) => store().open(id, who, lease)));
            expect(first.toSorted()).to.deep.equal(["foreign", "new"]);
            const owner = first[0] === "new" ? "ana" : "eve";
            await store().close(id, "t-1");
            expect(await store().open(id, owner, lease)).to.equal("own");
        });

        it("are held by one turn at a time, and by none for longer than it said", async () => {
            const id = randomUUID();
            const later = conversations<Turn>(
                client,
                conversationsTable,
                () => undefined,
                () => now() + 2_000,
            );
            const lease = (turn_id: string) => ({ turn_id, until: now() + 1_000 });
            const turns = ["a", "b", "c"];
            const opened = await Promise.all(turns.map((turn) => store().open(id, "ana", lease(turn))));
            expect(opened.toSorted()).to.deep.equal(["busy", "busy", "new"]);
            expect(await store().open(id, "eve", lease("d"))).to.equal("foreign");
            const holder = turns[opened.indexOf("new")] ?? "";
            for (const other of turns.filter((turn) => turn !== holder)) await store().close(id, other);
            expect(await store().open(id, "ana", lease("e"))).to.equal("busy");
            await store().close(id, holder);
            expect(await store().open(id, "ana", lease("f"))).to.equal("own");
            expect(await later.open(id, "ana", { turn_id: "g", until: now() + 3_000 })).to.equal("own");
            await store().close(id, "f");
            expect(await store().open(id, "ana", lease("h"))).to.equal("busy");
        });

        it("keep their turns in order, and the newest of many", async () => {
            const id = randomUUID();
            expect(await store().history(id)).to.deep.equal([]);
            for (let index = 0; index < 45; index += 1) {
                const at = new Date(1_700_000_000_000 + index * 1_000).toISOString();
                await store().append(id, { turn_id: `t-${index}`, at, text: "hello" });
            }
            const turns = await store().history(id);
            expect(turns).to.have.length(40);
            expect(turns[0]?.turn_id).to.equal("t-5");
            expect(turns.at(-1)?.turn_id).to.equal("t-44");
        });

        it("hold the outcomes of calls for the turn that waits for them", async () => {
            const id = randomUUID();
            const outcome = (name: string) => ({
                ok: true as const,
                output: { name },
                cards: [],
                seen: [],
                evidence: noEvidence,
                facts: noFacts,
                name,
                input: {},
                duration_ms: 1,
                turn_id: "turn",
            });
            await recordOutcome(client, conversationsTable, id, outcome("before"), now() - 1_000);
            await recordOutcome(client, conversationsTable, id, outcome("first"), now());
            await recordOutcome(client, conversationsTable, id, outcome("second"), now() + 5);
            const found = await outcomesSince(client, conversationsTable, id, now());
            expect(found).to.deep.equal([outcome("first"), outcome("second")]);
        });
    });

    describe("deployed with no more rights than they need", () => {
        let name: string;
        before(async () => {
            name = await deployTools(emulator.connection, shop);
        });

        const call = (conversation: string, tool: string, input: Record<string, string> = {}) =>
            callTool(emulator.connection, name, conversation, shopper("deployed"), tool, input);

        it("search, fill the cart and quote it, with facts of now", async () => {
            const conversation = randomUUID();
            const [wanted] = active.filter(({ stock }) => stock > 5);
            const id = wanted?.id ?? "";
            expect((await call(conversation, "get_product", { product_id: id })).output).to.have.nested.property(
                "error.code",
                "unknown_id",
            );
            const found = await call(conversation, "search_products", {
                text: wanted?.name ?? "",
                category: wanted?.category ?? "",
                limit: "10",
            });
            expect(JSON.stringify(found.output)).to.include(`"${id}"`);
            await client.send(
                new UpdateItemCommand({
                    TableName: shop.table,
                    Key: { id: { S: id } },
                    UpdateExpression: "SET price_minor = :price",
                    ExpressionAttributeValues: { ":price": { N: "123" } },
                }),
            );
            const details = await call(conversation, "get_product", { product_id: id });
            expect(details.output).to.have.nested.property("product.price", "$1.23");
            const cart = await call(conversation, "change_cart", { action: "add", product_id: id, quantity: "2" });
            expect(cart.output).to.deep.include({ pieces: 2, subtotal: "$2.46" });
            const quote = await call(conversation, "quote_cart", { address_id: "home", shipping_method: "standard" });
            expect(quote.output).to.deep.include({ subtotal: "$2.46", shipping: "$5.99", total: "$9.00" });
            expect(await call(conversation, "order_status")).to.deep.include({ status: 200 });
        });

        it("tell what isn't so in errors that the model can mend", async () => {
            const conversation = randomUUID();
            const none = await call(conversation, "search_products", { text: "tent", max_price_minor: "cheap" });
            expect(none).to.have.property("status", 400);
            expect(none.output).to.have.nested.property("error.code", "invalid_input");
            expect((await call(conversation, "quote_cart", { address_id: "moon" })).output).to.have.property("error");
        });

        it("answer from the policies, and say how to reach people where nobody can take over", async () => {
            const conversation = randomUUID();
            const policy = await call(conversation, "answer_policy", { question: "What does shipping cost?" });
            expect(JSON.stringify(policy.output)).to.include("5.99");
            const person = await call(conversation, "hand_over", { reason: "The shopper asks for a person." });
            expect(person.output).to.deep.include({ started: false });
        });

        it("leave each outcome with the conversation", async () => {
            const conversation = randomUUID();
            const since = Date.now();
            await call(conversation, "search_products", { text: "tent" });
            const [outcome] = await outcomesSince(client, conversationsTable, conversation, since);
            expect(outcome).to.deep.include({ name: "search_products", ok: true, input: { text: "tent" } });
        });
    });
});
