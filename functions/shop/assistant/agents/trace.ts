import type {
    ActionGroupInvocationInput,
    GuardrailTrace,
    OrchestrationTrace,
    Trace,
} from "@aws-sdk/client-bedrock-agent-runtime";

/** What of a trace concerns a turn. */
export type TraceFact =
    | { readonly type: "call"; readonly name: string; readonly input: unknown }
    /** A tool's function answered: what it left for this turn can be fetched. */
    | { readonly type: "result"; readonly text: string }
    | { readonly type: "retrieval"; readonly query: string }
    | { readonly type: "retrieved"; readonly passages: readonly string[] }
    | { readonly type: "usage"; readonly input_tokens: number; readonly output_tokens: number }
    | { readonly type: "guardrail"; readonly stage: "input" | "output" }
    | { readonly type: "failure" };

/**
 * Facts of one part of a trace. What the model thought and was told is passed over: it is no business of the shopper's.
 *
 * Source: https://docs.aws.amazon.com/bedrock/latest/userguide/trace-events.html
 */
export function factsOf(trace: Trace): readonly TraceFact[] {
    if (trace.failureTrace !== undefined) return [{ type: "failure" }];
    if (trace.guardrailTrace !== undefined) return guardrailFacts(trace.guardrailTrace);
    const step = trace.orchestrationTrace;
    const output =
        step?.modelInvocationOutput ??
        trace.preProcessingTrace?.modelInvocationOutput ??
        trace.postProcessingTrace?.modelInvocationOutput;
    const usage = output?.metadata?.usage;
    return [
        ...(usage === undefined
            ? []
            : [
                  {
                      type: "usage" as const,
                      input_tokens: usage.inputTokens ?? 0,
                      output_tokens: usage.outputTokens ?? 0,
                  },
              ]),
        ...(step === undefined ? [] : orchestrationFacts(step)),
    ];
}

function orchestrationFacts({ invocationInput, observation }: OrchestrationTrace): readonly TraceFact[] {
    const facts: TraceFact[] = [];
    const action = invocationInput?.actionGroupInvocationInput;
    if (action !== undefined) facts.push({ type: "call", name: toolNameOf(action), input: inputOf(action) });
    const lookup = invocationInput?.knowledgeBaseLookupInput;
    if (lookup !== undefined) facts.push({ type: "retrieval", query: lookup.text ?? "" });
    const result = observation?.actionGroupInvocationOutput;
    if (result !== undefined) facts.push({ type: "result", text: result.text ?? "" });
    const references = observation?.knowledgeBaseLookupOutput?.retrievedReferences;
    if (references !== undefined)
        facts.push({
            type: "retrieved",
            // The catalogue's words grant nothing: only a policy's may say what is free or where to write.
            passages: references
                .filter(({ metadata }) => metadata?.kind !== "product")
                .map(({ content }) => content?.text ?? ""),
        });
    return facts;
}

function guardrailFacts({ action, outputAssessments }: GuardrailTrace): readonly TraceFact[] {
    if (action !== "INTERVENED") return [];
    return [{ type: "guardrail", stage: (outputAssessments?.length ?? 0) > 0 ? "output" : "input" }];
}

function toolNameOf({ apiPath, function: name }: ActionGroupInvocationInput): string {
    return (name ?? apiPath ?? "").replace(/^\//, "");
}

function inputOf({ parameters = [], requestBody }: ActionGroupInvocationInput): Record<string, string> {
    const inBody = Object.values(requestBody?.content ?? {}).flat();
    return Object.fromEntries([...parameters, ...inBody].map(({ name = "", value = "" }) => [name, value]));
}
