import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { evaluate, loadStackConfig, nameOf } from "../../../runner";
import { type Finding, PolicyHost, stackPolicySettings } from "../../../runner/policies";
import { StandIns } from "../../../runner/stand-ins";

/** The stack of every program here. */
const STACK = "prod";
const PACK = resolve(__dirname, "../../../policies/packs/all");

/** A whole Pulumi program, with what the pack of all rules has to find in it. */
export interface CorpusProgram {
    name: string;
    directory: string;
}

/** What was found in a program, beside how much there was to look at. */
export interface Judged {
    /** `<severity> <rule> <resource>`, in alphabetical order. */
    violations: string[];
    undetermined: string[];
    resources: number;
}

export interface JudgeOptions {
    /** As on a first preview, which leaves outputs unknown. Default: false. */
    preview?: boolean;
    /** A configuration that ships with the pack, below the program's own. Default: none, which is the baseline. */
    profile?: string;
}

export const programs: CorpusProgram[] = readdirSync(__dirname, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(join(__dirname, entry.name, "Pulumi.yaml")))
    .map(({ name }) => ({ name, directory: join(__dirname, name) }));

export function expectedFile({ directory }: CorpusProgram): string {
    return join(directory, "expected.txt");
}

/** A program that has no such file must have no violations. */
export function expectedViolations(program: CorpusProgram): string[] {
    const file = expectedFile(program);
    return existsSync(file)
        ? readFileSync(file, "utf8")
              .split("\n")
              .filter((line) => line !== "")
        : [];
}

/**
 * Judges whole programs by the pack of all rules, in a process of its own, as on a pull request. Programs with the same
 * settings share the process: to start one takes longer than to judge by it.
 */
export class Judge {
    private readonly hosts = new Map<string, PolicyHost>();

    async judge({ directory }: CorpusProgram, { preview = false, profile }: JudgeOptions = {}): Promise<Judged> {
        const host = this.hostFor(directory, profile);
        const handler = new StandIns(directory);
        const { registrations } = await evaluate({
            program: directory,
            stack: STACK,
            preview,
            handler,
            allowUnknown: true,
        });
        const findings = await Promise.all(registrations.map((registration) => host.analyze(registration)));
        const all = [...findings.flat(), ...(await host.analyzeStack(registrations))];
        return {
            violations: lines(all.filter(({ undetermined }) => !undetermined)),
            undetermined: lines(all.filter(({ undetermined }) => undetermined)),
            resources: registrations.filter(({ custom }) => custom).length,
        };
    }

    async stop(): Promise<void> {
        await Promise.all([...this.hosts.values()].map((host) => host.stop()));
    }

    private hostFor(directory: string, profile: string | undefined): PolicyHost {
        const config = stackPolicySettings(directory, STACK);
        const key = JSON.stringify([profile, config]);
        const host =
            this.hosts.get(key) ??
            new PolicyHost([{ directory: PACK, profile, config }], {
                ...loadStackConfig(directory, STACK),
                project: "corpus",
            });
        this.hosts.set(key, host);
        return host;
    }
}

function lines(findings: readonly Finding[]): string[] {
    return findings
        .map(({ severity, policy, urn }) => [severity, policy, urn === undefined ? "(stack)" : nameOf(urn)].join(" "))
        .sort();
}
