export { type ConverseTool, converseToolSpecs } from "./converse";
export type { Tool } from "./define";
export { toolsMarkdown } from "./markdown";
export { openApiDocument } from "./open-api";
export {
    type CallFacts,
    type Evidence,
    noEvidence,
    ToolErrorCode,
    type ToolErrorOutput,
    type ToolOutcome,
} from "./outcome";
export { type RunOptions, runTool } from "./run";
export { TOOLS } from "./table";
export { dataText } from "./text";
