import type { Registration } from "../types";
import { PolicyPack } from "./pack";
import { PackProcess } from "./process";
import { loadProfile } from "./profile";
import { analyzeRequest, analyzeStackRequest } from "./requests";
import type { Finding, JudgedStack, PackConfig, PackInfo } from "./types";

/** A pack to run: its directory, and settings that differ from its author's. */
export interface PackSource {
    directory: string;
    /** Name of a configuration that ships with the pack, to start from. Default: none. */
    profile?: string;
    /** Settings on top. Default: none. */
    config?: PackConfig;
}

/** Runs policy packs, each in a process of its own, and puts resources before them as the Pulumi engine does. */
export class PolicyHost {
    private readonly processes: PackProcess[] = [];
    private readonly opening: Promise<PolicyPack[]>;
    private first?: Promise<unknown>;
    private readonly remediated = new WeakMap<Registration, Registration>();

    /**
     * Starts the packs and returns at once, so that they boot while the program is evaluated.
     *
     * @throws PolicyPackError when a directory is no policy pack, or has no such profile
     */
    constructor(sources: readonly PackSource[], stack: JudgedStack) {
        const layers = sources.map(({ directory, profile, config = {} }) =>
            profile === undefined ? [config] : [loadProfile(directory, profile), config],
        );
        try {
            for (const { directory } of sources) {
                this.processes.push(new PackProcess(directory));
            }
        } catch (error) {
            void Promise.all(this.processes.map((process) => process.stop()));
            throw error;
        }
        this.opening = Promise.all(
            this.processes.map((process, index) => PolicyPack.open(process, layers[index] ?? [], stack)),
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
     * The engine goes through a stack one resource at a time, and a pack may rely on having seen the first one. So that one is
     * judged alone; the others may be put side by side.
     *
     * @throws PolicyPackError when a pack doesn't start or a rule in it fails
     */
    async analyze(registration: Registration): Promise<Finding[]> {
        const before = this.first;
        const judged = this.judge(registration, before);
        this.first ??= judged.catch(() => undefined);
        return judged;
    }

    /** A resource as the packs left it: remediated, where it was analyzed and they saw need. */
    current(registration: Registration): Registration {
        return this.remediated.get(registration) ?? registration;
    }

    /** Judges the whole stack by its outputs; those of remediated resources say so. */
    async analyzeStack(registrations: readonly Registration[]): Promise<Finding[]> {
        const packs = await this.opening;
        const request = analyzeStackRequest(registrations.map((registration) => this.current(registration)));
        return (await Promise.all(packs.map((pack) => pack.analyzeStack(request)))).flat();
    }

    private async judge(registration: Registration, before: Promise<unknown> | undefined): Promise<Finding[]> {
        const packs = await this.opening;
        await before;
        const findings: Finding[] = [];
        let current = registration;
        for (const pack of packs) {
            const result = await pack.remediate(current);
            current = result.registration;
            findings.push(...result.findings);
        }
        if (current !== registration) {
            this.remediated.set(registration, current);
        }
        const request = analyzeRequest(current);
        const judged = await Promise.all(packs.map((pack) => pack.analyze(request)));
        return [...findings, ...judged.flat()];
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
