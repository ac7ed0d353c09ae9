import { stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { type Output, styleOf } from "../answers/style";
import { type DeployedShop, shopOf } from "../assistant";
import { type Deployment, readDeployment } from "../deployment";
import { RUN_FILE, readRunFile } from "../run-file";
import { createProgress, type Progress } from "../start/progress";
import { writeChangedCatalogue } from "./generate";
import { renderFaults, renderReport } from "./render";
import { type CatalogSource, deployedCatalog, SyncFailed, syncCatalog, upload } from "./sync";

export interface SyncCommandOptions {
    /** Catalogue file; default the one that was deployed. */
    readonly file?: string;
    /** Makes a file first: the generated catalogue with changes. */
    readonly generate?: boolean;
    readonly products?: number;
    readonly seed?: number;
    /** Takes products from sale however many they are. Default false. */
    readonly allowRemovals?: boolean;
    /** False: only uploads, which starts a sync by itself. Default true. */
    readonly wait?: boolean;
    readonly json?: boolean;
}

export const SyncExit = { Done: 0, Failed: 1, WrongUse: 2 } as const;
export type SyncExit = (typeof SyncExit)[keyof typeof SyncExit];

const TICK_MS = 1_000;

/** Where it writes: the report to `output`, all else to `errors`. */
export interface SyncStreams {
    readonly output: NodeJS.WritableStream & Output;
    readonly errors: NodeJS.WritableStream & Output;
}

const PROCESS_STREAMS: SyncStreams = { output: process.stdout, errors: process.stderr };

/** Runs `lakefront sync` and returns the exit code. */
export async function runSync(
    options: SyncCommandOptions,
    runFile: string = RUN_FILE,
    streams: SyncStreams = PROCESS_STREAMS,
): Promise<SyncExit> {
    const complain = (message: string, code: SyncExit) => {
        streams.errors.write(`lakefront: ${message}\n`);
        return code;
    };
    const show = (lines: readonly string[], data: unknown) => {
        streams.output.write(`${options.json === true ? JSON.stringify(data, null, 2) : lines.join("\n")}\n`);
    };
    const misuse = misuseOf(options);
    if (misuse !== undefined) return complain(misuse, SyncExit.WrongUse);
    const { file } = options;
    if (file !== undefined && !(await isFile(file))) return complain(`There is no file ${file}.`, SyncExit.WrongUse);
    const run = await readRunFile(runFile);
    if (run?.deployment === undefined) {
        const state = run === undefined ? "isn't running: start it with `npm start`" : "is still starting";
        return complain(`The lake ${state}.`, SyncExit.Failed);
    }
    const style = styleOf(streams.output);
    const progress = createProgress(streams.errors);
    try {
        const deployment = readDeployment(run.deployment);
        const shop = shopOf(deployment);
        if (shop === undefined) return complain("The program that runs has no shop.", SyncExit.Failed);
        progress.phase("upload the catalogue");
        const source = await sourceOf(options, deployment, shop, dirname(run.deployment));
        progress.done(source.key);
        if (options.wait === false) {
            show([started(source)], { source });
            return SyncExit.Done;
        }
        progress.phase("sync the shop with it");
        const report = await ticking(progress, syncCatalog(deployment, shop, source, options.allowRemovals));
        progress.done();
        show(renderReport(report, style), report);
        return SyncExit.Done;
    } catch (error) {
        progress.fail();
        if (error instanceof SyncFailed && error.rejection !== undefined)
            show(renderFaults(error.rejection, style), error.rejection);
        return complain(reasonOf(error), SyncExit.Failed);
    }
}

/** The function speaks to those who invoke it themselves. */
function reasonOf(error: unknown): string {
    const reason = error instanceof Error ? error.message : String(error);
    return reason.includes('"allow_removals"') ? `${reason} With this command: --allow-removals.` : reason;
}

function misuseOf({ file, generate, products, seed, allowRemovals, wait }: SyncCommandOptions): string | undefined {
    if (file !== undefined && generate === true) return "Give either --file or --generate, not both.";
    if (generate !== true && (products !== undefined || seed !== undefined)) {
        return "--products and --seed are for --generate.";
    }
    if (wait === false && file === undefined && generate !== true) {
        return "--no-wait uploads a file: name one by --file, or make one by --generate.";
    }
    if (wait === false && allowRemovals === true) {
        return "--no-wait only uploads, which allows nothing: leave out --no-wait or --allow-removals.";
    }
    return undefined;
}

/** The function tells nothing until it is through: that it runs is all there is to show. */
async function ticking<T>(progress: Progress, work: Promise<T>): Promise<T> {
    const startedMs = Date.now();
    const timer = setInterval(
        () => progress.update(Math.round((Date.now() - startedMs) / 1000), undefined, "s"),
        TICK_MS,
    );
    return work.finally(() => clearInterval(timer));
}

async function sourceOf(
    options: SyncCommandOptions,
    deployment: Deployment,
    shop: DeployedShop,
    directory: string,
): Promise<CatalogSource> {
    const startsBySelf = options.wait === false;
    if (options.file !== undefined) return upload(deployment, shop, options.file, startsBySelf);
    if (options.generate !== true) return deployedCatalog(deployment, shop);
    const file = join(directory, "catalog", "changed.jsonl");
    await writeChangedCatalogue(file, options);
    return upload(deployment, shop, file, startsBySelf);
}

function started({ key }: CatalogSource): string {
    return `${key} is uploaded, which starts a sync. What it did will stand in the table catalog_syncs.`;
}

async function isFile(path: string): Promise<boolean> {
    return stat(path).then(
        (found) => found.isFile(),
        () => false,
    );
}
