import { type FlatSchema, flatSchema } from "./json-schema";
import { TOOLS } from "./table";

/** A tool as Bedrock's Converse API takes it: https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_Tool.html */
export interface ConverseTool {
    readonly toolSpec: {
        readonly name: string;
        readonly description: string;
        readonly inputSchema: { readonly json: FlatSchema };
    };
}

/** All tools for the Converse API. */
export function converseToolSpecs(): ConverseTool[] {
    return TOOLS.map(({ name, description, input }) => ({
        toolSpec: { name, description, inputSchema: { json: flatSchema(input) } },
    }));
}
