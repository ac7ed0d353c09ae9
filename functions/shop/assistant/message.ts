/** Characters that a shopper's message may have. */
export const longestMessage = 2_000;

/** Why a message isn't taken. */
export interface MessageRefusal {
    readonly code: "message_empty" | "message_too_long" | "message_invalid";
    readonly message: string;
}

/**
 * Controls and signs that turn the direction of text, which hide what a text says from whoever reads it; and halves of
 * characters, which no text in UTF-8 can hold.
 */
const hidden = /[\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069]/u;

/** Null for a message that may be shown to a model. Line breaks and tabs are no fault. */
export function messageRefusal(message: string): MessageRefusal | null {
    if (message.trim() === "") return { code: "message_empty", message: "Write what you are looking for." };
    if ([...message].length > longestMessage)
        return { code: "message_too_long", message: `A message may have ${longestMessage} characters at most.` };
    if (hidden.test(message.replace(/[\n\r\t]/g, "")))
        return { code: "message_invalid", message: "The message holds characters that can't be read." };
    return null;
}
