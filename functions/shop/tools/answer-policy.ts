import * as z from "zod";
import { defineTool } from "./define";
import { searchText } from "./inputs";
import { dataText } from "./text";

const mostPassages = 4;
const longestTitle = 120;
const longestPassage = 1_500;

/** Finds what the shop's policies and FAQs say. */
export const answerPolicy = defineTool({
    name: "answer_policy",
    description:
        "Returns passages of the shop's policies and FAQs: shipping, returns, payment, gift wrapping, privacy, contact, warranty. Answer such questions from the passages alone.",
    input: z.strictObject({ question: searchText(500).describe("The shopper's question, in full words.") }),
    output: z.object({
        hits: z.int(),
        passages: z.array(z.object({ policy_text: z.object({ title: z.string(), text: z.string() }) })),
        note: z.string().optional(),
    }),
    readOnly: true,
    timeoutMs: 8_000,
    async run({ question }, { search }) {
        const found = await search.policies({ text: question, limit: mostPassages });
        const passages = found.slice(0, mostPassages).map(({ title, text }) => ({
            policy_text: { title: dataText(title, longestTitle), text: dataText(text, longestPassage) },
        }));
        return {
            output: {
                hits: passages.length,
                passages,
                ...(passages.length === 0 && { note: "The policies say nothing on it. Say so; offer hand_over." }),
            },
            evidence: { text: passages.map(({ policy_text }) => `${policy_text.title}\n${policy_text.text}`) },
            facts: { query_text: question, hits: passages.length },
        };
    },
});
