import { instruction } from "../shop/assistant/prompts/instruction";

/** What the build leaves beside the bundle: the instruction, for the agent that Amazon Bedrock runs. */
export function artifacts(): Record<string, string> {
    return { "instruction.md": instruction };
}
