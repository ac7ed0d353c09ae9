import * as pulumi from "@pulumi/pulumi";
import { contentHash } from "../support/content-hash";
import type { ServiceFunction } from "../support/service-function";
import { bundledFile } from "./bundled-file";
import type { ShoppingAgentArgs } from "./shopping-agent-args";

const DEFAULT_IDLE_S = 1800;

/** What an agent's draft says. */
export interface AgentContent {
    readonly instruction: string;
    readonly schema: string;
    readonly model: string;
    readonly idleSeconds: number;
}

/** The content that the arguments ask for. */
export function contentOf(args: ShoppingAgentArgs): AgentContent {
    return {
        instruction: args.instruction ?? bundledFile("assistant", "instruction.md"),
        schema: bundledFile("shop-tools", "openapi.json"),
        model: args.model,
        idleSeconds: args.idleSessionSeconds ?? DEFAULT_IDLE_S,
    };
}

/** Everything that a version is a copy of. The tools' code isn't: an old version calls the new code as well. */
export function hashOf(content: AgentContent, args: ShoppingAgentArgs, tools: ServiceFunction): pulumi.Output<string> {
    return pulumi
        .output({
            ...content,
            guardrail: [args.guardrail.id, args.guardrail.version],
            knowledgeBase: args.knowledgeBase.id,
            toolFunction: tools.arn,
        })
        .apply(contentHash);
}
