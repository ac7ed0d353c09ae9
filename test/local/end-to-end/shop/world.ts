import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { AssistantEvent, Card } from "../../../../functions/shop/assistant";
import type { AwsConnection } from "../../../../local/clients";
import { type DeliveryWorker, startDelivery } from "../../../../local/delivery";
import { deploy } from "../../../../local/deploy";
import { catalogOf, type Deployment, governanceOf, saveDeployment } from "../../../../local/deployment";
import { type Emulator, startEmulator } from "../../../../local/emulator";
import { isRecord } from "../../../../local/is-record";
import { type LocalModel, startModel } from "../../../../local/model";
import { LocalQueryEngine } from "../../../../local/query/engine";
import type { Cell } from "../../../../local/query/types";
import { persona, userAttributes } from "../../../../local/shop/personas";
import { httpApiUrl, type SignInPool, send, signIn, type Tokens } from "../../../../local/shop-access";
import { ask } from "../../shop/assistant-support";
import { TokenForge } from "./token-forge";

const ROOT = resolve(__dirname, "../../../..");

/** What the program says of its shop. */
interface ShopOutputs {
    readonly apiEndpoint: string;
    readonly assistantFunction: string;
    readonly assistantUrl: string;
    readonly catalogBucket: string;
    readonly catalogSyncFunction: string;
    readonly ordersTable: string;
    readonly productsTable: string;
    readonly userPoolId: string;
    readonly clientId: string;
}

export interface Answer {
    readonly status: number;
    // biome-ignore lint/suspicious/noExplicitAny: each test looks into the answer of its own route, and fails if it isn't so
    readonly body: any;
}

export interface Turn {
    readonly status: number;
    readonly events: readonly AssistantEvent[];
    readonly text: string;
    readonly conversationId: string;
    readonly cards: readonly Card[];
}

/**
 * The whole program in an emulator, with the sample catalogue, a model's stand-in and the delivery worker: everything that
 * `npm start` runs.
 */
export class ShopWorld {
    private constructor(
        private readonly directory: string,
        private readonly model: LocalModel,
        private readonly emulator: Emulator,
        readonly deployment: Deployment,
        private readonly worker: DeliveryWorker,
        private readonly engine: LocalQueryEngine,
    ) {}

    static async open(): Promise<ShopWorld> {
        const directory = mkdtempSync(join(tmpdir(), "lakefront-shop-"));
        const model = await startModel({});
        const emulator = await startEmulator({ directory: join(directory, "emulator"), modelUrl: model.url });
        const deployment = await deploy({ programDir: ROOT, stack: "local", connection: emulator.connection });
        const deploymentFile = join(directory, "deployment.json");
        saveDeployment(deploymentFile, deployment);
        const worker = await startDelivery({ deploymentFile, stateDir: join(directory, "delivery") });
        const engine = await LocalQueryEngine.open({
            catalog: catalogOf(deployment),
            governance: governanceOf(deployment),
            connection: emulator.connection,
            cacheDir: join(directory, "cache"),
        });
        return new ShopWorld(directory, model, emulator, deployment, worker, engine);
    }

    async close(): Promise<void> {
        await this.engine.close();
        await this.worker.stop();
        await this.emulator.stop();
        await this.model.stop();
        rmSync(this.directory, { recursive: true, force: true });
    }

    get connection(): AwsConnection {
        return this.emulator.connection;
    }

    get outputs(): ShopOutputs {
        return this.deployment.outputs.shopOutputs as ShopOutputs;
    }

    get pool(): SignInPool {
        return this.outputs;
    }

    /** The id token of a persona, who signs in for it. */
    async tokenOf(key: string): Promise<string> {
        return (await this.signIn(key)).idToken;
    }

    /** Its access token, which says nothing of who it is. */
    async accessTokenOf(key: string): Promise<string> {
        return (await this.signIn(key)).accessToken;
    }

    private signIn(key: string): Promise<Tokens> {
        const shopper = persona(key);
        const user = { userName: shopper.email, attributes: userAttributes(shopper) };
        return signIn(this.connection, this.pool, user);
    }

    /** Signs what the pool never would, with the pool's own key. */
    tokenForge(): TokenForge {
        return TokenForge.ofPool(join(this.directory, "emulator", "state"), this.pool.userPoolId);
    }

    /** One request to the shop's API. */
    async api(token: string | undefined, method: string, path: string, body?: unknown): Promise<Answer> {
        const apiId = new URL(this.outputs.apiEndpoint).host.split(".")[0] ?? "";
        const answer = await send(this.connection, {
            url: `${httpApiUrl(this.connection, apiId)}${path}`,
            method,
            headers: {
                ...(token !== undefined && { authorization: `Bearer ${token}` }),
                ...(body !== undefined && { "content-type": "application/json" }),
            },
            ...(body !== undefined && { body: JSON.stringify(body) }),
        });
        return { status: answer.status, body: parsed(answer.body) };
    }

    /** One message to the assistant. */
    async say(token: string, message: string, conversation: string | null = null): Promise<Turn> {
        const { assistantFunction: functionName } = this.outputs;
        const asked = await ask(this.connection, { functionName }, token, message, conversation);
        const [first] = asked.events;
        return {
            ...asked,
            conversationId: first?.type === "turn_started" ? first.conversation_id : "",
            cards: asked.events.flatMap((event) => (event.type === "card" ? [event.card] : [])),
        };
    }

    /** Waits until everything sent so far is in the lake. */
    async delivered(): Promise<void> {
        await this.worker.idle();
    }

    /** Asks the lake, as it is now, as somebody or as its administrator. */
    async ask(sql: string, principal?: string): Promise<readonly Record<string, Cell>[]> {
        const { columns, rows } = await this.engine.query(sql, principal === undefined ? {} : { principal });
        return rows.map((row) => Object.fromEntries(columns.map(({ name }, index) => [name, row[index] ?? null])));
    }
}

function parsed(text: string): unknown {
    try {
        const value: unknown = JSON.parse(text);
        return isRecord(value) ? value : { value };
    } catch {
        return { text };
    }
}
