import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { parseShopPolicy } from "../../../functions/shop/orders";
import { functionOf, shopOf } from "../../assistant/deployed-shop";
import { lambdaFor, RoleConnections } from "../../delivery/roles";
import { type Deployment, readDeployment } from "../../deployment";
import { modelUrl } from "../../model";
import { RUN_FILE, readRunFile } from "../../run-file";
import type { EvalPlace } from "./place";

const DEPLOYMENTS = ["run", "kept"].map((folder) => join(dirname(RUN_FILE), folder, "deployment.json"));

/**
 * The shop of the lake that runs in this checkout; the assistant acts with its function's role.
 *
 * @throws Error if no lake runs, or it has no shop.
 */
export async function runningPlace(): Promise<EvalPlace> {
    const deployment = await runningDeployment();
    const shop = shopOf(deployment);
    if (shop === undefined) throw new Error("The running lake has no shop: its stack sets no lakefront:shop.");
    const { connection: owner } = deployment;
    const assistant = functionOf(deployment, shop.assistantFunction);
    const connection = await new RoleConnections(owner, lambdaFor(assistant.arn)).connection(assistant.roleArn);
    const setting = (name: string) => {
        const value = assistant.environment[name];
        if (value === undefined) throw new Error(`The assistant's function has no setting ${name}.`);
        return value;
    };
    const { GUARDRAIL_ID, GUARDRAIL_VERSION, POLICY_DATA_SOURCE_ID, SHOP_NAME } = assistant.environment;
    return {
        connection,
        owner,
        tables: {
            products: setting("PRODUCTS_TABLE"),
            orders: setting("ORDERS_TABLE"),
            conversations: setting("CONVERSATIONS_TABLE"),
        },
        knowledgeBaseId: setting("KNOWLEDGE_BASE_ID"),
        ...(POLICY_DATA_SOURCE_ID && { policyDataSourceId: POLICY_DATA_SOURCE_ID }),
        policy: parseShopPolicy(setting("SHOP_POLICY")),
        shopName: SHOP_NAME ?? "the shop",
        modelId: setting("MODEL_ID"),
        ...(GUARDRAIL_ID && GUARDRAIL_VERSION && { guardrail: { id: GUARDRAIL_ID, version: GUARDRAIL_VERSION } }),
        model: modelUrl(process.env) === null ? "the lake's model" : `the model server at ${modelUrl(process.env)}`,
        stop: async () => undefined,
    };
}

async function runningDeployment(): Promise<Deployment> {
    const run = await readRunFile();
    if (run?.endpoint === undefined)
        throw new Error("No lake runs here. Start one with `npm start`, or leave out --running.");
    const deployments = DEPLOYMENTS.filter((file) => existsSync(file)).map(readDeployment);
    const running = deployments.find(({ connection }) => connection.endpoint === run.endpoint);
    if (running === undefined) throw new Error("The lake is still starting. Try again when it says that it is up.");
    return running;
}
