import { nameOf, type Registration, typeOf } from "../runner";
import { type Finding, isBlocking, Judgement, type PackSource, PolicyHost } from "../runner/policies";
import { OWN_PACK } from "./own-pack";

/** Judges a plan before anything of it is created. */
export interface Judge {
    /** Has one resource of the plan judged while the plan is still being made. Returns at once. */
    begin(registration: Registration): void;
    /** @throws Error that lists every mandatory violation, with resource, policy and what is wrong. */
    judge(plan: readonly Registration[]): Promise<void>;
    /** Ends the packs' processes. */
    stop(): Promise<void>;
}

export interface JudgeOptions {
    project: string;
    stack: string;
    /** Packs, with their settings. Default: Lakefront's pack of all rules. */
    packs?: readonly PackSource[];
}

function listed({ urn, policy, message }: Finding): string {
    const where = urn === undefined ? "the stack" : `${nameOf(urn)} (${typeOf(urn)})`;
    return `  - ${where}: ${policy}: ${message.replace(/\s+/g, " ").trim()}`;
}

/**
 * Starts policy packs and returns at once, so that they boot while other things start.
 *
 * @throws PolicyPackError if a directory is no policy pack
 */
export function startJudge({ project, stack, packs = [{ directory: OWN_PACK }] }: JudgeOptions): Judge {
    const host = new PolicyHost(packs, { project, stack });
    const judgement = new Judgement(host);
    return {
        begin: (registration) => judgement.begin(registration),
        async judge(plan) {
            const findings = [...(await judgement.of(plan)), ...(await host.analyzeStack(plan))];
            const violations = findings.filter(isBlocking);
            if (violations.length > 0) {
                const count = violations.length === 1 ? "1 policy violation" : `${violations.length} policy violations`;
                throw new Error(`${count}; nothing was created:\n${violations.map(listed).join("\n")}`);
            }
        },
        stop: () => host.stop(),
    };
}
