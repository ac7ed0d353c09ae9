import { isModelledExactly, modelledAws } from "./aws";
import { evaluate } from "./evaluate";
import { type PackSource, PolicyHost } from "./policies/host";
import { loadStackConfig } from "./project";
import { buildReport, type Report } from "./report";

/** What to check. */
export interface CheckOptions {
    /** Directory with the program's `Pulumi.yaml`. */
    program: string;
    stack: string;
    packs: readonly PackSource[];
    /** True to leave what AWS computes unknown, as a preview does. */
    preview?: boolean;
    /** Told each time the work moves on. */
    onProgress?(progress: CheckProgress): void;
}

/** How far a check has got. */
export interface CheckProgress {
    phase: "evaluating" | "judging";
    /** Resources evaluated, or judged. */
    done: number;
    /** Resources in all, once that is known. */
    total?: number;
}

/**
 * Evaluates a stack without an account, and has policy packs judge it.
 *
 * @throws ProjectError, PolicyPackError, or what the program threw
 */
export async function check({ program, stack, packs, preview = false, onProgress }: CheckOptions): Promise<Report> {
    const settings = loadStackConfig(program, stack);
    const host = new PolicyHost(packs, { ...settings, stack, preview });
    try {
        let evaluated = 0;
        const evaluation = await evaluate({
            program,
            stack,
            handler: modelledAws,
            preview,
            allowUnknown: true,
            afterCreate: () => onProgress?.({ phase: "evaluating", done: ++evaluated }),
        });
        const { registrations } = evaluation;
        let judged = 0;
        const findings = await Promise.all(
            registrations.map(async (registration) => {
                const its = await host.analyze(registration);
                onProgress?.({ phase: "judging", done: ++judged, total: registrations.length });
                return its;
            }),
        );
        const stackFindings = await host.analyzeStack(registrations);
        return buildReport({
            evaluation,
            findings: [...findings.flat(), ...stackFindings],
            packs: await host.packs(),
            preview,
            isModelledExactly,
        });
    } finally {
        await host.stop();
    }
}
