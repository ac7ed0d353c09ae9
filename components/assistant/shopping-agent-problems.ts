import { rangeProblem } from "../problems";
import { physicalNameProblems, shopFunctionProblems } from "../shop/shop-function-problems";
import { logRetentionProblems } from "../support/log-retention";
import { modelFormProblems } from "./model-arns";
import { modelProblems } from "./model-lifecycle";
import type { ShoppingAgentArgs } from "./shopping-agent-args";

const LONGEST_NAME = 50;
const SHORTEST_INSTRUCTION = 40;
const LONGEST_INSTRUCTION = 20_000;

/** Everything wrong with the arguments of a ShoppingAgent. */
export function shoppingAgentProblems(physicalName: string, args: ShoppingAgentArgs): string[] {
    return [
        ...physicalNameProblems(physicalName, LONGEST_NAME),
        ...modelFormProblems("model", args.model),
        ...modelProblems("model", args.model),
        ...instructionProblems(args.instruction),
        ...versionProblems(args),
        ...rangeProblem("idleSessionSeconds", args.idleSessionSeconds, 60, 5400),
        ...rangeProblem("keepVersions", args.keepVersions, 1, 50),
        ...aliasProblems(args.aliasName),
        ...shopFunctionProblems("toolFunction", args.toolFunction),
        ...shopFunctionProblems("prepareFunction", args.prepareFunction),
        ...logRetentionProblems(args.logRetentionDays),
    ];
}

function instructionProblems(instruction: string | undefined): string[] {
    const length = instruction?.length ?? SHORTEST_INSTRUCTION;
    if (length >= SHORTEST_INSTRUCTION && length <= LONGEST_INSTRUCTION) return [];
    return [`instruction has ${length} characters: it takes ${SHORTEST_INSTRUCTION} to ${LONGEST_INSTRUCTION}.`];
}

function versionProblems({ guardrail: { version } }: ShoppingAgentArgs): string[] {
    return typeof version !== "string" || /^\d+$/.test(version)
        ? []
        : [`guardrail.version is "${version}": it takes the number of a version, for example "1".`];
}

function aliasProblems(aliasName: string | undefined): string[] {
    return aliasName === undefined || /^([0-9a-zA-Z][_-]?){1,100}$/.test(aliasName)
        ? []
        : [`aliasName is "${aliasName}": it takes letters, digits and single inner "-" and "_", for example "live".`];
}
