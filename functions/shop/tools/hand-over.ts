import * as z from "zod";
import { defineTool } from "./define";
import { searchText } from "./inputs";
import type { ToolContext } from "./ports";
import { dataText, passageText } from "./text";

const longestMessage = 600;
const noWay = "There is no live chat in this shop. Its policies name no other way to reach a person.";

/** Passes the conversation on to a person. */
export const handOver = defineTool({
    name: "hand_over",
    description:
        "Passes the conversation on to a person. Call it when the shopper asks for one, or when the tools can't help.",
    input: z.strictObject({ reason: searchText(300).describe("Why, in one sentence, for the person who takes over.") }),
    output: z.object({ started: z.boolean(), policy_text: z.object({ message: z.string() }) }),
    readOnly: false,
    timeoutMs: 10_000,
    async run({ reason }, context) {
        const { handOver, conversationId, shopper } = context;
        const { contact_id } = await handOver.start({ conversation_id: conversationId, reason, shopper });
        const message =
            contact_id === null ? await otherWay(context) : "A person takes over in this chat. It may take a moment.";
        return {
            output: { started: contact_id !== null, policy_text: { message } },
            cards: [{ kind: "handover", contact_id, message }],
            evidence: { text: [message] },
            facts: { contact_id },
        };
    },
});

/** What the policies say on reaching the shop. */
async function otherWay({ search }: ToolContext): Promise<string> {
    const [passage] = await search.policies({ text: "contact customer service e-mail phone hours", limit: 1 });
    return passage === undefined
        ? noWay
        : `There is no live chat in this shop. ${dataText(passageText(passage.text), longestMessage)}`;
}
