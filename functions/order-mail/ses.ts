import { BadRequestException, MessageRejected, type SESv2Client, SendEmailCommand } from "@aws-sdk/client-sesv2";
import { type Mailer, MailRefused } from "./send";

/** Shorter than a mail's lease, retries included. */
const TIMEOUT_MS = 8_000;

/**
 * Sends by Amazon SES from one address.
 *
 * What SES says of the mail itself is for good: `MessageRejected` (what it holds; an identity that isn't verified) and
 * `BadRequestException` (an address that is none). What it says of the account (sending paused, a domain or a set of
 * rules missing, too many requests) passes once somebody has seen to it. A suppressed address is none of these: SES takes
 * the mail, and tells of it as of a bounce.
 *
 * Sources: https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_SendEmail.html#API_SendEmail_Errors,
 * https://docs.aws.amazon.com/ses/latest/dg/sending-email-suppression-list.html
 */
export function sesMailer(client: SESv2Client, from: string, configurationSet?: string): Mailer {
    return {
        async send(to, { subject, text, html }) {
            const content = (Data: string) => ({ Data, Charset: "UTF-8" });
            try {
                await client.send(
                    new SendEmailCommand({
                        FromEmailAddress: from,
                        Destination: { ToAddresses: [to] },
                        Content: {
                            Simple: { Subject: content(subject), Body: { Text: content(text), Html: content(html) } },
                        },
                        ...(configurationSet !== undefined && { ConfigurationSetName: configurationSet }),
                    }),
                    { abortSignal: AbortSignal.timeout(TIMEOUT_MS) },
                );
            } catch (error) {
                if (error instanceof MessageRejected || error instanceof BadRequestException) {
                    throw new MailRefused(error.name);
                }
                throw error;
            }
        },
    };
}
