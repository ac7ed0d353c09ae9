import type { Registration } from "../types";
import { PolicyPack } from "./pack";
import { PackProcess } from "./process";
import { analyzeRequest, analyzeStackRequest } from "./requests";
import type { Finding, JudgedStack, PackConfig, PackInfo } from "./types";

/** A pack to run: its directory, and settings that differ from its author's. */
export interface PackSource {
    directory: string;
    config?: PackConfig;
}

/** Runs policy packs, each in a process of its own, and puts resources before them as the Pulumi engine does. */
export class PolicyHost {
    private readonly processes: PackProcess[] = [];
    private readonly opening: Promise<PolicyPack[]>;

    /**
     * Starts the packs and returns at once, so that they boot while the program is evaluated.
     *
     * @throws PolicyPackError when a directory is no policy pack
     */
    constructor(sources: readonly PackSource[], stack: JudgedStack) {
        try {
            for (const { directory } of sources) {
                this.processes.push(new PackProcess(directory));
            }
        } catch (error) {
            void Promise.all(this.processes.map((process) => process.stop()));
            throw error;
        }
        this.opening = Promise.all(
            this.processes.map((process, index) => PolicyPack.open(process, sources[index]?.config ?? {}, stack)),
        );
        // Who asks for a judgement hears of a pack that didn't start; nobody may, when the evaluation fails first.
        this.opening.catch(() => undefined);
    }

    /** What the packs say of themselves, once they are up. */
    async packs(): Promise<PackInfo[]> {
        return (await this.opening).map(({ info }) => info);
    }

    /**
     * Judges one resource by its inputs, after remediation.
     *
     * @throws PolicyPackError when a pack doesn't start or a rule in it fails
     */
    async analyze(registration: Registration): Promise<Finding[]> {
        const packs = await this.opening;
        const findings: Finding[] = [];
        let current = registration;
        for (const pack of packs) {
            const result = await pack.remediate(current);
            current = result.registration;
            findings.push(...result.findings);
        }
        const request = analyzeRequest(current);
        const judged = await Promise.all(packs.map((pack) => pack.analyze(request)));
        return [...findings, ...judged.flat()];
    }

    /** Judges the whole stack by its outputs. */
    async analyzeStack(registrations: readonly Registration[]): Promise<Finding[]> {
        const packs = await this.opening;
        const request = analyzeStackRequest(registrations);
        return (await Promise.all(packs.map((pack) => pack.analyzeStack(request)))).flat();
    }

    /** Process ids of the packs. */
    get pids(): number[] {
        return this.processes.flatMap(({ pid }) => pid ?? []);
    }

    /** Ends the packs' processes. */
    async stop(): Promise<void> {
        await Promise.all(this.processes.map((process) => process.stop()));
        const [packs] = await Promise.allSettled([this.opening]);
        for (const pack of packs.status === "fulfilled" ? packs.value : []) {
            pack.close();
        }
    }
}

/** Whether a finding has to stop a deployment: its level alone decides, as in the Pulumi engine. */
export function isBlocking(finding: Finding): boolean {
    return finding.enforcementLevel === "mandatory";
}
