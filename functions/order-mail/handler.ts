import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { SESv2Client } from "@aws-sdk/client-sesv2";
import type { StreamAnswer, StreamEvent } from "../shared/dynamodb-stream";
import { required } from "../shared/environment";
import { mailLogLine } from "./log";
import { mailMarks } from "./mark";
import { type MailRoom, sendConfirmations } from "./send";
import { sesMailer } from "./ses";

let room: MailRoom | undefined;

/**
 * Sends the confirmation of each order in the orders table's stream.
 *
 * Settings, by environment variable: `ORDERS_TABLE`, `MAIL_FROM`, `SHOP_NAME`, `MAIL_CONFIGURATION_SET` (none unless
 * given) and `METRIC_NAMESPACE` (`Lakefront` unless given).
 */
export async function handler({ Records }: StreamEvent): Promise<StreamAnswer> {
    room ??= roomFrom(process.env);
    return sendConfirmations(Records, room);
}

function roomFrom(environment: NodeJS.ProcessEnv): MailRoom {
    const configurationSet = environment.MAIL_CONFIGURATION_SET;
    const namespace = environment.METRIC_NAMESPACE ?? "Lakefront";
    return {
        marks: mailMarks(new DynamoDBClient({}), required(environment, "ORDERS_TABLE"), Date.now),
        mailer: sesMailer(
            new SESv2Client({ maxAttempts: 2 }),
            required(environment, "MAIL_FROM"),
            configurationSet === "" ? undefined : configurationSet,
        ),
        shopName: required(environment, "SHOP_NAME"),
        // Not console.log: Lambda would wrap the line in its own JSON, and CloudWatch would find no metrics in it.
        log: (line) => process.stdout.write(`${mailLogLine(line, namespace, Date.now)}\n`),
    };
}
