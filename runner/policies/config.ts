import * as analyzer from "@pulumi/pulumi/proto/analyzer_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { isRecord, toWire } from "../engine/values";
import { thereIs } from "./nearest";
import { PolicyPackError } from "./process";
import { schemaProblems } from "./schema";
import type { EnforcementLevel, PackConfig, PolicySettings, Severity } from "./types";

const LEVELS: Record<EnforcementLevel, analyzer.EnforcementLevel> = {
    advisory: 0,
    mandatory: 1,
    disabled: 2,
    remediate: 3,
};

const SEVERITIES: (Severity | undefined)[] = [undefined, "low", "medium", "high", "critical"];

/** A pack's settings with every policy spelled out. */
export type ResolvedConfig = Record<string, Required<Pick<PolicySettings, "enforcementLevel">> & PolicySettings>;

/**
 * Lays a user's settings over those that the pack's author chose, over the defaults in the policies' schemas, as the
 * Pulumi engine does (pulumi/pulumi, pkg/resource/analyzer/config.go). Beyond the engine, it refuses policies and
 * settings that don't exist: the engine passes them on, and they do nothing.
 *
 * @param layers the user's settings; a later one wins
 * @throws PolicyPackError that lists everything that is wrong
 */
export function resolveConfig(info: analyzer.AnalyzerInfo, layers: readonly PackConfig[]): ResolvedConfig {
    const policies = info.getPoliciesList();
    const resolved: ResolvedConfig = {};
    for (const policy of policies) {
        const enforcementLevel = levelName(policy.getEnforcementlevel());
        resolved[policy.getName()] = { ...schemaDefaults(policy), enforcementLevel };
    }
    const problems = [initialConfig(info), ...layers].flatMap((config) => overlay(resolved, config));
    for (const policy of policies) {
        problems.push(...settingProblems(policy, resolved[policy.getName()] ?? {}));
    }
    if (problems.length > 0) {
        const [first = "", ...others] = problems;
        const list = others.length === 0 ? ` ${first}` : problems.map((problem) => `\n  - ${problem}`).join("");
        throw new PolicyPackError(`settings of policy pack "${info.getName()}":${list}`);
    }
    return resolved;
}

/** The request that hands the settings to the pack. */
export function configureRequest(config: ResolvedConfig): analyzer.ConfigureAnalyzerRequest {
    const request = new analyzer.ConfigureAnalyzerRequest();
    for (const [policy, { enforcementLevel, ...properties }] of Object.entries(config)) {
        const message = new analyzer.PolicyConfig();
        message.setEnforcementlevel(LEVELS[enforcementLevel]);
        message.setProperties(Struct.fromJavaScript(toWire(properties) as Record<string, never>));
        request.getPolicyconfigMap().set(policy, message);
    }
    return request;
}

export function levelName(level: analyzer.EnforcementLevel): EnforcementLevel {
    const names = Object.keys(LEVELS) as EnforcementLevel[];
    return names.find((name) => LEVELS[name] === level) ?? "advisory";
}

export function severityName(severity: analyzer.PolicySeverity): Severity | undefined {
    return SEVERITIES[severity];
}

/** Lays settings over others in place, and says what of them can't be. */
function overlay(resolved: ResolvedConfig, config: PackConfig): string[] {
    const { all, ...single } = config;
    const problems: string[] = [];
    const level = all === undefined ? undefined : settingsOf(all, "all", problems).enforcementLevel;
    if (isRecord(all) && Object.keys(all).some((name) => name !== "enforcementLevel")) {
        problems.push('"all" takes a level and nothing else');
    }
    for (const settings of Object.values(resolved)) {
        settings.enforcementLevel = level ?? settings.enforcementLevel;
    }
    for (const [policy, value] of Object.entries(single)) {
        const settings = resolved[policy];
        if (settings === undefined) {
            problems.push(`there is no policy "${policy}"; there is ${thereIs(Object.keys(resolved), policy)}`);
        } else {
            Object.assign(settings, settingsOf(value, policy, problems));
        }
    }
    return problems;
}

function settingsOf(value: unknown, policy: string, problems: string[]): PolicySettings {
    const settings = typeof value === "string" ? { enforcementLevel: value } : value;
    if (!isRecord(settings)) {
        problems.push(`policy "${policy}" has to be given a level or an object, not ${JSON.stringify(value)}`);
        return {};
    }
    const { enforcementLevel: level, ...properties } = settings;
    if (level === undefined) {
        return properties;
    }
    if (!isLevel(level)) {
        const levels = Object.keys(LEVELS).join(", ");
        problems.push(`${JSON.stringify(level)} is no level (policy "${policy}"); there is ${levels}`);
        return properties;
    }
    return { ...properties, enforcementLevel: level };
}

function isLevel(level: unknown): level is EnforcementLevel {
    return typeof level === "string" && Object.hasOwn(LEVELS, level);
}

/** What a policy's own schema says against its settings. A policy without one takes whatever comes. */
function settingProblems(policy: analyzer.PolicyInfo, settings: PolicySettings): readonly string[] {
    const { enforcementLevel, ...given } = settings;
    const schema = policy.getConfigschema();
    if (schema === undefined || enforcementLevel === "disabled") {
        return [];
    }
    const name = policy.getName();
    const declared = schema.getProperties()?.toJavaScript() ?? {};
    const unknown = Object.keys(given).filter((setting) => !Object.hasOwn(declared, setting));
    return [
        ...unknown.map(
            (setting) =>
                `policy "${name}" has no setting "${setting}"; there is ${thereIs(Object.keys(declared), setting)}`,
        ),
        ...schemaProblems(given, { properties: declared, required: schema.getRequiredList() }, name),
    ];
}

function schemaDefaults(policy: analyzer.PolicyInfo): Record<string, unknown> {
    const schema = policy.getConfigschema()?.getProperties()?.toJavaScript() ?? {};
    return Object.fromEntries(
        Object.entries(schema).flatMap(([property, definition]) =>
            isRecord(definition) && definition.default !== undefined ? [[property, definition.default]] : [],
        ),
    );
}

function initialConfig(info: analyzer.AnalyzerInfo): PackConfig {
    const config: PackConfig = {};
    info.getInitialconfigMap().forEach((settings, policy) => {
        const properties = settings.getProperties()?.toJavaScript() ?? {};
        config[policy] = { ...properties, enforcementLevel: levelName(settings.getEnforcementlevel()) };
    });
    return config;
}
