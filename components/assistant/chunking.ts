import { choiceProblem, rangeProblem } from "../problems";
import { type ChunkingArgs, ChunkingStrategy, DocumentKind, type KnowledgeSourceArgs } from "./knowledge-base-args";

const DEFAULT_TOKENS = 300;
const DEFAULT_OVERLAP_PERCENT = 20;
const DEFAULT_BREAKPOINT = 95;

/** How the documents of a source are cut, in the provider's words. */
export function chunkingConfiguration({ kind, chunking }: Pick<KnowledgeSourceArgs, "kind" | "chunking">) {
    const { strategy, maxTokens = DEFAULT_TOKENS, ...more } = chunking ?? standardChunking(kind);
    switch (strategy) {
        case ChunkingStrategy.None:
            return { chunkingStrategy: strategy };
        case ChunkingStrategy.FixedSize:
            return {
                chunkingStrategy: strategy,
                fixedSizeChunkingConfiguration: {
                    maxTokens,
                    overlapPercentage: more.overlapPercentage ?? DEFAULT_OVERLAP_PERCENT,
                },
            };
        case ChunkingStrategy.Semantic:
            return {
                chunkingStrategy: strategy,
                semanticChunkingConfiguration: {
                    maxToken: maxTokens,
                    bufferSize: 0,
                    breakpointPercentileThreshold: more.breakpointPercentile ?? DEFAULT_BREAKPOINT,
                },
            };
    }
}

function standardChunking(kind: DocumentKind): ChunkingArgs {
    return { strategy: kind === DocumentKind.Products ? ChunkingStrategy.None : ChunkingStrategy.FixedSize };
}

/** https://docs.aws.amazon.com/bedrock/latest/APIReference/API_agent_ChunkingConfiguration.html */
export function chunkingProblems(property: string, chunking: ChunkingArgs | undefined): string[] {
    if (chunking === undefined) return [];
    return [
        ...choiceProblem(`${property}.strategy`, chunking.strategy, ChunkingStrategy),
        ...rangeProblem(`${property}.maxTokens`, chunking.maxTokens, 20, 8192),
        ...rangeProblem(`${property}.overlapPercentage`, chunking.overlapPercentage, 1, 99),
        ...rangeProblem(`${property}.breakpointPercentile`, chunking.breakpointPercentile, 50, 99),
    ];
}
