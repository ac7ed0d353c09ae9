import { credentials, type ServiceError } from "@grpc/grpc-js";
import { AnalyzerClient } from "@pulumi/pulumi/proto/analyzer_grpc_pb";
import * as analyzer from "@pulumi/pulumi/proto/analyzer_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import type { Registration } from "../types";
import { configureRequest, levelName, type ResolvedConfig, resolveConfig, severityName } from "./config";
import { diagnosed, remediated } from "./findings";
import { type PackProcess, PolicyPackError } from "./process";
import { changedPaths, withInputs } from "./remediation";
import { analyzeRequest } from "./requests";
import type { Finding, JudgedStack, PackConfig, PackInfo, PolicyInfo } from "./types";

/** A whole stack goes to a pack in one message. */
const MAX_MESSAGE_BYTES = 400 * 1024 * 1024;

/** One running policy pack. */
export class PolicyPack {
    private readonly remediates: boolean;

    private constructor(
        readonly info: PackInfo,
        private readonly client: AnalyzerClient,
        config: ResolvedConfig,
    ) {
        this.remediates = Object.values(config).some(({ enforcementLevel }) => enforcementLevel === "remediate");
    }

    /**
     * Waits until a pack's process is up, and configures it.
     *
     * @throws PolicyPackError when it doesn't start or its settings are wrong
     */
    static async open(
        packProcess: PackProcess,
        layers: readonly PackConfig[],
        stack: JudgedStack,
    ): Promise<PolicyPack> {
        const client = new AnalyzerClient(await packProcess.address, credentials.createInsecure(), {
            "grpc.max_receive_message_length": MAX_MESSAGE_BYTES,
            "grpc.max_send_message_length": MAX_MESSAGE_BYTES,
        });
        const info = await call<analyzer.AnalyzerInfo>((answer) => client.getAnalyzerInfo(new Empty(), answer));
        const resolved = resolveConfig(info, layers);
        await call((answer) => client.configure(configureRequest(resolved), answer));
        await call((answer) => client.configureStack(stackRequest(stack), answer));
        return new PolicyPack(packInfo(info, resolved), client, resolved);
    }

    /** Lets the pack change a resource's inputs, where its settings say so. */
    async remediate(registration: Registration): Promise<{ registration: Registration; findings: Finding[] }> {
        if (!this.remediates) {
            return { registration, findings: [] };
        }
        const request = analyzeRequest(registration);
        const response = await this.call<analyzer.RemediateResponse>((answer) =>
            this.client.remediate(request, answer),
        );
        let current = registration;
        const findings: Finding[] = [];
        for (const remediation of response.getRemediationsList()) {
            const properties = remediation.getProperties()?.toJavaScript();
            const next = properties === undefined ? current : withInputs(current, properties);
            const changed = changedPaths(current.inputs, next.inputs);
            findings.push(remediated(this.info, remediation, registration.urn, changed));
            current = next;
        }
        return { registration: current, findings };
    }

    /** Judges what the program asked for one resource. */
    async analyze(request: analyzer.AnalyzeRequest): Promise<Finding[]> {
        const response = await this.call<analyzer.AnalyzeResponse>((answer) => this.client.analyze(request, answer));
        return response.getDiagnosticsList().map((diagnostic) => diagnosed(this.info, diagnostic, request.getUrn()));
    }

    /** Judges all resources together, by what the program got. */
    async analyzeStack(request: analyzer.AnalyzeStackRequest): Promise<Finding[]> {
        const response = await this.call<analyzer.AnalyzeResponse>((answer) =>
            this.client.analyzeStack(request, answer),
        );
        return response.getDiagnosticsList().map((diagnostic) => diagnosed(this.info, diagnostic));
    }

    /** Closes the connection; the process is its owner's to end. */
    close(): void {
        this.client.close();
    }

    private async call<T>(send: (answer: (error: ServiceError | null, response: T) => void) => void): Promise<T> {
        try {
            return await call(send);
        } catch (error) {
            throw new PolicyPackError(`policy pack "${this.info.name}": ${detailsOf(error)}`, { cause: error });
        }
    }
}

function packInfo(info: analyzer.AnalyzerInfo, config: ResolvedConfig): PackInfo {
    return {
        name: info.getName(),
        displayName: info.getDisplayname(),
        version: info.getVersion(),
        policies: info.getPoliciesList().map((policy) => policyInfo(policy, config)),
    };
}

function policyInfo(policy: analyzer.PolicyInfo, config: ResolvedConfig): PolicyInfo {
    const name = policy.getName();
    return {
        name,
        displayName: policy.getDisplayname(),
        description: policy.getDescription(),
        kind: policy.getPolicyType() === analyzer.PolicyType.POLICY_TYPE_STACK ? "stack" : "resource",
        enforcementLevel: config[name]?.enforcementLevel ?? levelName(policy.getEnforcementlevel()),
        severity: severityName(policy.getSeverity()),
        remediationSteps: policy.getRemediationSteps(),
        url: policy.getUrl(),
        tags: policy.getTagsList(),
        framework: policy.getFramework()?.toObject(),
    };
}

function stackRequest(stack: JudgedStack): analyzer.AnalyzerStackConfigureRequest {
    const request = new analyzer.AnalyzerStackConfigureRequest();
    request.setProject(stack.project);
    request.setStack(stack.stack);
    request.setDryRun(stack.preview ?? false);
    request.setConfigSecretKeysList(stack.secretKeys ?? []);
    for (const [key, value] of Object.entries(stack.config ?? {})) {
        request.getConfigMap().set(key, value);
    }
    for (const [key, value] of Object.entries(stack.tags ?? {})) {
        request.getTagsMap().set(key, value);
    }
    return request;
}

function call<T>(send: (answer: (error: ServiceError | null, response: T) => void) => void): Promise<T> {
    return new Promise((resolve, reject) =>
        send((error, response) => (error === null ? resolve(response) : reject(error))),
    );
}

/** A failed call says what happened in `details`; a rule that threw has its whole stack there, and the first lines tell. */
function detailsOf(error: unknown): string {
    const details = error instanceof Error && "details" in error ? String(error.details) : String(error);
    return details.split("\n").slice(0, 3).join("\n");
}
