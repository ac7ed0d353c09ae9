import { BadRequestException, MessageRejected, type SESv2Client, SendEmailCommand } from "@aws-sdk/client-sesv2";
import { type Mailer, MailRefused } from "./send";

/** Shorter than a mail's lease, retries included. */
const TIMEOUT_MS = 8_000;

/** Sends by Amazon SES from one address. */
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
