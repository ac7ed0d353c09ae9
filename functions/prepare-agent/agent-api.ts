/** A guardrail at a version. */
export interface GuardrailChoice {
    /** Id or ARN. */
    readonly id: string;
    readonly version: string;
}

/** What is read of a draft. */
export interface AgentState {
    readonly status: string;
    readonly failureReasons: readonly string[];
    readonly guardrail: GuardrailChoice | undefined;
    /** Text that says all of what the draft is; hashed, never shown. */
    readonly fingerprint: string;
}

/** The control plane of one agent. Each call rejects with the SDK's error. */
export interface AgentApi {
    get(): Promise<AgentState>;
    /** Writes the draft again as it is, with this guardrail. */
    setGuardrail(guardrail: GuardrailChoice): Promise<void>;
    prepare(): Promise<void>;
    versions(): Promise<readonly string[]>;
    /** Versions that an alias sends requests to. */
    routedVersions(): Promise<readonly string[]>;
    deleteVersion(version: string): Promise<void>;
}
