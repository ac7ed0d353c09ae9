import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect } from "chai";
import { type Finding, type PackConfig, PolicyHost } from "../../../runner/policies";
import { evaluateProgram } from "../../support/evaluate";

export const root = join(__dirname, "../../..");

export const directoryOf = (pack: string) => join(root, "policies/packs", pack);

/** Bundles the packs as they ship, so that tests judge by the rules of now. */
export function buildPacks(): void {
    const module = pathToFileURL(join(root, "scripts/build/policies.mjs")).href;
    const code = `const { build } = await import(${JSON.stringify(module)}); await build();`;
    const built = spawnSync(process.execPath, ["--input-type=module", "-e", code], { encoding: "utf8" });
    expect(built.status, built.stderr).to.equal(0);
}

/** Starts packs by name, each with its configuration. */
export function startPacks(configs: Readonly<Record<string, PackConfig>>): PolicyHost {
    const sources = Object.entries(configs).map(([name, config]) => ({ directory: directoryOf(name), config }));
    return new PolicyHost(sources, { project: "project", stack: "test" });
}

/** Evaluates a program and has it judged, resource by resource and as a whole. */
export async function judge(program: () => void, host: PolicyHost, preview = false) {
    const evaluation = await evaluateProgram(program, { preview, stack: "test" });
    const judged = await Promise.all(evaluation.registrations.map((registration) => host.analyze(registration)));
    const ofStack = await host.analyzeStack(evaluation.registrations);
    return { evaluation, findings: [...judged.flat(), ...ofStack] };
}

/** A finding in one line: what came of it, by which rule, of which resource. */
export function brief({ policy, urn, enforcementLevel, undetermined, remediated, exemption }: Finding): string {
    const outcome = undetermined ? "undetermined" : exemption ? "exempt" : remediated ? "remediated" : enforcementLevel;
    return `${outcome} ${policy} ${urn?.split("::").at(-1)}`;
}
