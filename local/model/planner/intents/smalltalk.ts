import { type Intent, say } from "../step";

const HELP =
    "I can find and compare products, fill your cart, work out what it costs with shipping, look up your orders, answer " +
    "questions about shipping and returns, and pass you on to a person.";

const ANSWERS: readonly (readonly [RegExp, string])[] = [
    [
        /^(?:hi|hello|hey|good (?:morning|afternoon|evening)|greetings|howdy)(?: there)?(?:,? (?:how are you|assistant|all))?$/,
        `Hello! ${HELP} What are you looking for?`,
    ],
    [
        /^(?:(?:many )?thanks?(?: you)?(?: (?:very|so) much| a lot)?|cheers|great,? thanks?(?: you)?|perfect,? thanks?(?: you)?)$/,
        "You're welcome. Is there anything else?",
    ],
    [
        /^(?:bye|goodbye|see you|that is all|that is it|no,? (?:thanks?|thank you|that is all))$/,
        "Goodbye, and thank you for looking in.",
    ],
    [/^(?:help|what can you do|how (?:does this|do you) work|how can you help(?: me)?|what do you do)$/, HELP],
    [
        /\b(?:are you|is this) (?:a |an )?(?:robot|bot|human|real|person|ai|language model|chatgpt|machine|scripted)\b|^who are you$|^what are you$/,
        `I am a scripted program, neither a person nor a language model. ${HELP}`,
    ],
];

export const smalltalk: Intent = {
    name: "smalltalk",
    respond({ said }) {
        const answer = ANSWERS.find(([pattern]) => pattern.test(said))?.[1];
        return answer === undefined ? null : say(answer);
    },
};
