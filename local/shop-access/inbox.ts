import type { AwsConnection } from "../clients";
import { isRecord } from "../is-record";
import { send } from "./http";

/** One mail that was sent by Amazon SES, and goes nowhere else than here. */
export interface Mail {
    readonly id: string;
    readonly from: string;
    readonly to: readonly string[];
    readonly subject: string;
    readonly text: string;
    /** Empty for mail without HTML. */
    readonly html: string;
    readonly sentAt: Date;
}

function text(value: unknown): string {
    return typeof value === "string" ? value : "";
}

function mailOf(message: Record<string, unknown>): Mail {
    return {
        id: text(message.MessageId),
        from: text(message.Source),
        to: [message.To].flat().map(text),
        subject: text(message.Subject),
        text: text(message.BodyText),
        html: text(message.BodyHtml),
        sentAt: new Date(Number(message.Timestamp) * 1000),
    };
}

/**
 * All mail that was sent in the emulator, the oldest first.
 *
 * @throws Error if the emulator doesn't answer, or not with its inbox.
 */
export async function inbox(connection: AwsConnection): Promise<Mail[]> {
    const url = `${connection.endpoint}/_ministack/ses/messages?account=${connection.accountId}`;
    const { status, body } = await send(connection, { url });
    if (status !== 200) {
        throw new Error(`The emulator's inbox answered with status ${status}.`);
    }
    const answer: unknown = JSON.parse(body);
    const accounts = isRecord(answer) && isRecord(answer.messages) ? answer.messages : {};
    return [accounts[connection.accountId] ?? []]
        .flat()
        .filter(isRecord)
        .map(mailOf)
        .sort((one, other) => one.sentAt.getTime() - other.sentAt.getTime());
}
