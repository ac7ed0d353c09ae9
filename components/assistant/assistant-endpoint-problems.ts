import { choiceProblem, isPlain } from "../problems";
import { physicalNameProblems, shopFunctionProblems } from "../shop/shop-function-problems";
import { logRetentionProblems } from "../support/log-retention";
import { type AssistantEndpointArgs, AssistantRuntime } from "./assistant-endpoint-args";
import { modelFormProblems } from "./model-arns";
import { modelProblems } from "./model-lifecycle";

const LONGEST_NAME = 50;

/** Everything wrong with the arguments of an AssistantEndpoint. */
export function assistantEndpointProblems(physicalName: string, args: AssistantEndpointArgs): string[] {
    return [
        ...physicalNameProblems(physicalName, LONGEST_NAME),
        ...choiceProblem("runtime", args.runtime, AssistantRuntime),
        ...modelFormProblems("model", args.model),
        ...modelProblems("model", args.model),
        ...runtimeProblems(args),
        ...priceProblems(args),
        ...issuerProblems(args),
        ...shopFunctionProblems("assistantFunction", args.assistantFunction),
        ...logRetentionProblems(args.logRetentionDays),
    ];
}

function runtimeProblems({ runtime, guardrail, agent }: AssistantEndpointArgs): string[] {
    if (runtime === AssistantRuntime.BedrockAgents) {
        return agent === undefined
            ? [
                  'agent is missing: the runtime "bedrockAgents" talks to one, for example the outputs of a ShoppingAgent.',
              ]
            : [];
    }
    if (guardrail === undefined) {
        return [
            'guardrail is missing: the runtime "converse" answers behind one, for example the outputs of a Guardrail.',
        ];
    }
    const { version } = guardrail;
    return isPlain(version) && !/^\d+$/.test(version)
        ? [`guardrail.version is "${version}": it takes the number of a version, for example "1".`]
        : [];
}

function priceProblems({ modelPrice }: AssistantEndpointArgs): string[] {
    return Object.entries(modelPrice ?? {}).flatMap(([name, price]) =>
        Number.isFinite(price) && price >= 0
            ? []
            : [`modelPrice.${name} is ${price}: it takes millionths of a US dollar from 0 up, for example 3000.`],
    );
}

function issuerProblems({ tokens: { issuer } }: AssistantEndpointArgs): string[] {
    return isPlain(issuer) && !issuer.startsWith("https://")
        ? [`tokens.issuer is "${issuer}": it takes an https address, exactly as in the tokens' "iss".`]
        : [];
}
