import { evaluate } from "./evaluate";
import { type PackSource, PolicyHost } from "./policies/host";
import { Judgement } from "./policies/judgement";
import { directoryOf } from "./program-entry";
import { loadStackConfig, type StackConfig } from "./project";
import { type Baseline, BaselineError, buildReport, type FailOn, type Report } from "./report";
import { assumptionsOf } from "./report/assumptions";
import { repositoryOf } from "./repository";
import { StandIns } from "./stand-ins";

/** What to check. */
export interface CheckOptions {
    /** Directory with the program's `Pulumi.yaml`. */
    program: string;
    stack: string;
    /** Settings laid over those of the stack's file; a key without a namespace is the project's. */
    config?: Record<string, string>;
    packs: readonly PackSource[];
    /** True to leave what AWS computes unknown, as a preview does. */
    preview?: boolean;
    /** What makes the check fail. Default: `mandatory`. */
    failOn?: FailOn;
    /** An earlier report on the stack, whose findings don't count again. */
    baseline?: Baseline;
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
 * @throws ProjectError, PolicyPackError, BaselineError, or what the program threw
 */
export async function check(options: CheckOptions): Promise<Report> {
    const { program, packs, preview = false, failOn, baseline, onProgress } = options;
    const settings = withConfig(loadStackConfig(program, options.stack), options.config ?? {});
    const { stack, config } = settings;
    refuseOther(baseline, settings);
    const directory = directoryOf(settings.main);
    const handler = new StandIns(directory);
    const host = new PolicyHost(packs, { ...settings, preview });
    try {
        let evaluated = 0;
        const judgement = new Judgement(host);
        const evaluation = await evaluate({
            program,
            stack,
            config,
            handler,
            preview,
            allowUnknown: true,
            afterCreate: (registration) => {
                onProgress?.({ phase: "evaluating", done: ++evaluated });
                judgement.begin(registration);
            },
        });
        const { registrations } = evaluation;
        const findings = await judgement.of(registrations, (done) =>
            onProgress?.({ phase: "judging", done, total: registrations.length }),
        );
        const stackFindings = await host.analyzeStack(registrations);
        return buildReport({
            evaluation,
            findings: [...findings, ...stackFindings],
            packs: await host.packs(),
            preview,
            assumptions: assumptionsOf(registrations, { preview, handler, notes: settings.notes }),
            failOn,
            baseline,
            places: {
                root: repositoryOf(program),
                program: directory,
                projectFile: settings.projectFile,
            },
        });
    } finally {
        await host.stop();
    }
}

function withConfig(settings: StackConfig, overrides: Record<string, string>): StackConfig {
    const full = Object.entries(overrides).map(([key, value]) => [
        key.includes(":") ? key : `${settings.project}:${key}`,
        value,
    ]);
    return { ...settings, config: { ...settings.config, ...Object.fromEntries(full) } };
}

function refuseOther(baseline: Baseline | undefined, { project, stack }: StackConfig): void {
    if (baseline !== undefined && (baseline.project !== project || baseline.stack !== stack)) {
        throw new BaselineError(
            `the baseline is a report on ${baseline.project}/${baseline.stack}, and can't be compared with ${project}/${stack}`,
        );
    }
}
