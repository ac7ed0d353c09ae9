import * as analyzer from "@pulumi/pulumi/proto/analyzer_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { isRecord, toWire } from "../engine/values";
import { PolicyPackError } from "./process";
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
 * Pulumi engine does (pulumi/pulumi, pkg/resource/analyzer/config.go).
 *
 * @throws PolicyPackError for a policy or a level that doesn't exist, or a required property that is missing
 */
export function resolveConfig(info: analyzer.AnalyzerInfo, config: PackConfig): ResolvedConfig {
    const policies = info.getPoliciesList();
    const resolved: ResolvedConfig = {};
    for (const policy of policies) {
        const enforcementLevel = levelName(policy.getEnforcementlevel());
        resolved[policy.getName()] = { ...schemaDefaults(policy), enforcementLevel };
    }
    overlay(resolved, initialConfig(info), info.getName());
    overlay(resolved, config, info.getName());
    for (const policy of policies) {
        const settings = resolved[policy.getName()];
        const required = policy.getConfigschema()?.getRequiredList() ?? [];
        const missing = required.filter((property) => settings?.[property] === undefined);
        if (missing.length > 0 && settings?.enforcementLevel !== "disabled") {
            throw new PolicyPackError(
                `policy "${policy.getName()}" of pack "${info.getName()}" needs the setting ${missing.join(", ")}`,
            );
        }
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

function overlay(resolved: ResolvedConfig, config: PackConfig, pack: string): void {
    const { all, ...single } = config;
    if (all !== undefined) {
        for (const settings of Object.values(resolved)) {
            Object.assign(settings, settingsOf(all, "all", pack));
        }
    }
    for (const [policy, value] of Object.entries(single)) {
        const settings = resolved[policy];
        if (settings === undefined) {
            const names = Object.keys(resolved).sort().join(", ");
            throw new PolicyPackError(`pack "${pack}" has no policy "${policy}"; it has ${names}`);
        }
        Object.assign(settings, settingsOf(value, policy, pack));
    }
}

function settingsOf(value: EnforcementLevel | PolicySettings, policy: string, pack: string): PolicySettings {
    const settings = typeof value === "string" ? { enforcementLevel: value } : value;
    const level = settings.enforcementLevel;
    if (level !== undefined && !(level in LEVELS)) {
        const names = Object.keys(LEVELS).join(", ");
        throw new PolicyPackError(
            `${JSON.stringify(level)} is no enforcement level (policy "${policy}" of pack "${pack}"); there is ${names}`,
        );
    }
    return settings;
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
