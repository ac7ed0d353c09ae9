import { isRecord } from "../../../is-record";
import { withoutHeadings } from "../phrases";
import { textIn } from "../results";
import { call, type Intent, say } from "../step";

const WANTED =
    /\b(?:talk|speak|chat|connect|transfer|pass|hand|put|get)\b.*\b(?:human|person|someone|somebody|agent|representative|staff|operator|people|team|advisor)\b|\b(?:real|live|human) (?:person|agent|being|support)\b|^(?:agent|human|representative|operator)$|\b(?:file|make|have) a complaint\b|\bi am (?:really |very )?(?:angry|upset|furious)\b/;

export const handOver: Intent = {
    name: "hand over",
    respond({ said, done, raw }) {
        if (!WANTED.test(said)) return null;
        const [result] = done;
        if (result === undefined) return call("hand_over", { reason: `The shopper asked: ${raw.slice(0, 200)}` });
        const text = isRecord(result.output) ? textIn(result.output.policy_text, "message") : null;
        return say(text === null ? "I have asked for a person to join." : withoutHeadings(text));
    },
};
