import { mkdirSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { stackPolicySettings } from "../../runner/policies";
import { accountFor, isSettled } from "../answers/account";
import { answers, QUESTIONS, renderAnswers, SHOP_QUESTIONS } from "../answers/answers";
import { renderAccount } from "../answers/render-account";
import { styleOf } from "../answers/style";
import { type LocalAssistant, playShop, shopOf, startAssistant } from "../assistant";
import { type DeliveryWorker, startDelivery } from "../delivery";
import { DeployPhase, deploy } from "../deploy";
import { catalogOf, type Deployment, governanceOf, saveDeployment } from "../deployment";
import { type Emulator, startEmulator } from "../emulator";
import { type Judge, startJudge } from "../judge";
import { openKeptIds } from "../kept-ids";
import { type LocalModel, startModel } from "../model";
import { OWN_PACK } from "../own-pack";
import { LocalQueryEngine } from "../query/engine";
import { startQueryServer } from "../query/server";
import type { QueryEngine } from "../query/types";
import { claimRunFile } from "../run-file";
import { renderTree } from "../tree";
import { Cleanups } from "./cleanups";
import { Ended, Lifetime } from "./lifetime";
import { playTraffic } from "./play";
import { createProgress, type Progress } from "./progress";
import { sampleShop } from "./sample-shop";
import { readSent, type Sent, saveSent } from "./sent";
import { type TrafficSource, trafficSource } from "./traffic-source";

export interface StartOptions {
    readonly once: boolean;
    readonly contacts: number;
    readonly seed: number;
    readonly records?: string;
    /** Products of the generated catalogue. */
    readonly products: number;
    /** A catalogue file of the user's own. */
    readonly catalog?: string;
    readonly keep: boolean;
    readonly port?: number;
}

const REPOSITORY = resolve(__dirname, "../..");
const PROJECT = "lakefront";
const STACK = "local";
/** Data of a run that is thrown away with it, and of one that is kept. */
const DIRECTORIES = { passing: join(REPOSITORY, ".lakefront", "run"), kept: join(REPOSITORY, ".lakefront", "kept") };

/** One run: what it lives on, and how to tell people about it. */
interface Run {
    readonly options: StartOptions;
    readonly directory: string;
    readonly deploymentFile: string;
    readonly lifetime: Lifetime;
    readonly cleanups: Cleanups;
    readonly progress: Progress;
    readonly out: NodeJS.WriteStream;
}

/**
 * Runs the whole lake on this machine until Ctrl-C, or with `once` until the answers are printed. Resolves with the exit code.
 * @throws Error in words for people; by then nothing is left running.
 */
export async function start(options: StartOptions): Promise<number> {
    const source = trafficSource(options, new Date());
    const directory = options.keep ? DIRECTORIES.kept : DIRECTORIES.passing;
    const run: Run = {
        options,
        directory,
        deploymentFile: join(directory, "deployment.json"),
        lifetime: new Lifetime(),
        cleanups: new Cleanups(),
        progress: createProgress(process.stderr),
        out: process.stdout,
    };
    try {
        return await live(run, source);
    } catch (error) {
        run.progress.fail();
        if (!(error instanceof Ended)) throw error;
        process.stderr.write(`${error.message}\n`);
        return error.exitCode;
    } finally {
        const failures = await run.cleanups.run();
        run.lifetime.close();
        for (const failure of failures) process.stderr.write(`While stopping: ${failure}\n`);
    }
}

async function live(run: Run, source: TrafficSource): Promise<number> {
    const { lifetime, cleanups, progress, options, out } = run;
    cleanups.add("progress", () => progress.done());
    const claim = await claimRunFile();
    cleanups.add("run file", () => claim.release());
    prepareDirectory(run);

    const policies = { directory: OWN_PACK, config: stackPolicySettings(REPOSITORY, STACK) };
    const judge = startJudge({ project: PROJECT, stack: STACK, packs: [policies] });
    cleanups.add("policy packs", () => judge.stop());
    const model = await lifetime.until(startModel(process.env));
    cleanups.add("model server", () => model.stop());
    const emulator = await lifetime.until(bootEmulator(run, model));
    await claim.update({ endpoint: emulator.connection.endpoint });
    const deployment = await lifetime.until(deployProgram(run, emulator, judge, source));
    out.write(`\n${renderTree(deployment)}\n\n`);
    await claim.update({ deployment: run.deploymentFile });
    const worker = await lifetime.until(bootDelivery(run));
    const assistant = await lifetime.until(bootAssistant(run, deployment, model));

    await lifetime.until(playInShop(run, deployment, model, assistant));
    const sent = await lifetime.until(feedTheLake(run, deployment, worker, source));
    const engine = await lifetime.until(openEngine(run, deployment));
    const settled = await lifetime.until(printAnswers(run, deployment, engine, sent));
    if (options.once) return settled ? 0 : 1;

    const server = await startQueryServer(engine);
    cleanups.add("query server", () => server.close());
    await claim.update({ query: server.address, ...(assistant && { assistant: assistant.address }) });
    out.write(
        `\nThe lake is up; the AWS emulator is at ${emulator.connection.endpoint}.\n` +
            `Ask it from another terminal:  npm run lakefront -- query "select channel, count(*) from contact_records_latest group by 1"\n` +
            (assistant ? "Talk to the shop's assistant:   npm run lakefront -- chat\n" : "") +
            "Ctrl-C stops it.\n",
    );
    const reason = await lifetime.over();
    if (!(reason instanceof Ended)) throw reason;
    progress.phase("stop");
    return 0;
}

function prepareDirectory({ options, directory, cleanups }: Run): void {
    if (!options.keep) {
        rmSync(directory, { recursive: true, force: true });
        cleanups.add("run directory", () => rmSync(directory, { recursive: true, force: true, maxRetries: 3 }));
    }
    mkdirSync(directory, { recursive: true, mode: 0o700 });
}

async function bootEmulator(
    { options, directory, lifetime, cleanups, progress }: Run,
    model: LocalModel,
): Promise<Emulator> {
    progress.phase("start the AWS emulator");
    const emulator = await startEmulator({
        directory: join(directory, "emulator"),
        persist: options.keep,
        modelUrl: model.url,
        ...(options.port !== undefined && { port: options.port }),
        onExit: ({ message, logTail }) => lifetime.end(new Error(`${message}${logTail ? `\n${logTail}` : ""}`)),
    });
    cleanups.add("emulator", () => emulator.stop());
    progress.done(`at ${emulator.connection.endpoint}`);
    return emulator;
}

async function deployProgram(run: Run, emulator: Emulator, judge: Judge, source: TrafficSource): Promise<Deployment> {
    const { progress, deploymentFile, options } = run;
    const shop = await sampleShop({
        repository: REPOSITORY,
        stack: STACK,
        directory: join(run.directory, "catalog"),
        products: options.products,
        catalog: options.catalog,
    });
    const titles = { [DeployPhase.Plan]: "evaluate the program", [DeployPhase.Create]: "create its resources" };
    const kept = openKeptIds(join(run.directory, "ids.jsonl"));
    let current: DeployPhase | undefined;
    const deployment = await deploy({
        programDir: REPOSITORY,
        stack: STACK,
        connection: emulator.connection,
        config: { ...source.settings, ...shop },
        onPlanned: (registration) => judge.begin(registration),
        async judge(plan) {
            progress.phase("judge it by the policy packs");
            await judge.judge(plan);
            await judge.stop();
        },
        previousIds: kept.ids,
        onMade({ custom, urn, id }) {
            if (custom && id !== undefined) kept.keep(urn, id);
        },
        onProgress({ phase, done, total }) {
            if (phase !== current) progress.phase(titles[phase]);
            current = phase;
            progress.update(done, total, "resources");
        },
    });
    saveDeployment(deploymentFile, deployment);
    progress.done();
    return deployment;
}

async function bootDelivery({ directory, deploymentFile, lifetime, cleanups, progress }: Run): Promise<DeliveryWorker> {
    progress.phase("start delivery");
    const worker = await startDelivery({
        deploymentFile,
        stateDir: join(directory, "delivery"),
        onFailure: (error) => lifetime.end(error),
    });
    cleanups.add("delivery", () => worker.stop());
    progress.done();
    return worker;
}

/** Undefined where the program has no shop. */
async function bootAssistant(
    { directory, lifetime, cleanups, progress }: Run,
    deployment: Deployment,
    model: LocalModel,
): Promise<LocalAssistant | undefined> {
    if (shopOf(deployment) === undefined) return undefined;
    progress.phase("start the assistant");
    const assistant = await startAssistant({
        deployment,
        stateDir: join(directory, "assistant"),
        model,
        onFailure: (error) => lifetime.end(error),
    });
    cleanups.add("assistant", () => assistant.stop());
    progress.done(model.isScripted ? "a scripted stand-in answers, no language model" : `answered by ${model.url}`);
    return assistant;
}

/**
 * Plays the sample shoppers' day, before the traffic, whose delivery then waits for both. Not again in a kept lake; and not with
 * a developer's own model, which might take minutes.
 */
async function playInShop(
    { directory, lifetime, progress }: Run,
    deployment: Deployment,
    model: LocalModel,
    assistant: LocalAssistant | undefined,
): Promise<void> {
    if (assistant === undefined || !model.isScripted || readSent(directory) !== undefined) return;
    progress.phase("play a day in the shop");
    const played = await playShop({
        deployment,
        assistant: assistant.address,
        signal: lifetime.signal,
        onProgress: (done, total) => progress.update(done, total, "steps"),
    });
    progress.done(`${played.conversations} conversations, ${played.orders_placed} orders`);
}

/** Plays the traffic and waits until the streams are delivered. A kept lake that has data already is not fed again, unless with a user's records. */
async function feedTheLake(
    run: Run,
    deployment: Deployment,
    worker: DeliveryWorker,
    source: TrafficSource,
): Promise<Sent> {
    const { directory, options, progress, out } = run;
    const before = readSent(directory);
    if (before !== undefined && options.records === undefined) {
        out.write("The lake holds what was kept from before; nothing new is played.\n");
        return before;
    }
    out.write(`Playing ${source.title}.\n`);
    const played = await playTraffic({ deployment, worker, source, progress, signal: run.lifetime.signal });
    return saveSent(directory, played, before);
}

async function openEngine({ directory, cleanups }: Run, deployment: Deployment): Promise<LocalQueryEngine> {
    const engine = await LocalQueryEngine.open({
        catalog: catalogOf(deployment),
        governance: governanceOf(deployment),
        connection: deployment.connection,
        cacheDir: join(directory, "query-cache"),
    });
    cleanups.add("query engine", () => engine.close());
    return engine;
}

/** Prints the answers and the account. Resolves with whether every document sent is accounted for. */
async function printAnswers(
    { progress, out }: Run,
    deployment: Deployment,
    engine: QueryEngine,
    sent: Sent,
): Promise<boolean> {
    progress.phase("ask the lake");
    const all = await answers(engine, shopOf(deployment) ? [...QUESTIONS, ...SHOP_QUESTIONS] : QUESTIONS);
    const account = await accountFor(engine, sent);
    progress.done();
    const style = styleOf(out);
    out.write(`\n${renderAnswers(all, style)}\n\n${renderAccount(account, style).join("\n")}\n`);
    return isSettled(account);
}
