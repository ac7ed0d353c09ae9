import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startEmulator } from "../../emulator";
import { startModel } from "../../model";
import type { EvalPlace } from "./place";
import { makeShop } from "./shop";

export interface OwnPlaceOptions {
    readonly env: Readonly<Record<string, string | undefined>>;
    /** Products of the generated catalogue; all unless given. */
    readonly products?: number;
    /** A model server in place of the one that `env` names, and what it is. */
    readonly modelServer?: { readonly url: string; readonly name: string };
}

/** A shop of the evaluation's own, in an emulator that nothing else uses and that ends with it. */
export async function ownPlace({ env, products, modelServer }: OwnPlaceOptions): Promise<EvalPlace> {
    const directory = mkdtempSync(join(tmpdir(), "lakefront-eval-"));
    const endings: (() => Promise<void> | void)[] = [() => rmSync(directory, { recursive: true, force: true })];
    const stop = async () => {
        for (const end of endings.splice(0).reverse()) await end();
    };
    try {
        const model = modelServer ?? (await startedModel(env, endings));
        const emulator = await startEmulator({ directory: join(directory, "emulator"), modelUrl: model.url });
        endings.push(() => emulator.stop());
        const { connection } = emulator;
        const shop = await makeShop(connection, products);
        return { ...shop, connection, owner: connection, modelId: "lakefront.local", model: model.name, stop };
    } catch (error) {
        await stop();
        throw error;
    }
}

async function startedModel(env: OwnPlaceOptions["env"], endings: (() => Promise<void> | void)[]) {
    const model = await startModel(env);
    endings.push(() => model.stop());
    return { url: model.url, name: model.isScripted ? "the scripted planner" : `the model server at ${model.url}` };
}
