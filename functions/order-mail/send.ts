import { unmarshall } from "@aws-sdk/util-dynamodb";
import { ALL_DONE, againFrom, type StreamAnswer, type StreamRecord } from "../shared/dynamodb-stream";
import { ItemKind, type OrderItem } from "../shop/orders/items";
import { confirmationOf, type Mail } from "./mail";
import { type MailMarks, MailState } from "./mark";

/** What sends a mail. */
export interface Mailer {
    /** @throws a `MailRefused` where it would be refused again */
    send(to: string, mail: Mail): Promise<void>;
}

/** The mail service won't take this mail, however often it is tried. */
export class MailRefused extends Error {
    constructor(readonly reason: string) {
        super(`The mail was refused: ${reason}.`);
        this.name = "MailRefused";
    }
}

/** One line a mail; never an address. */
export interface MailLog {
    readonly message: "mail";
    readonly order_id: string;
    readonly result: "sent" | "sent_unmarked" | "already_settled" | "elsewhere" | "refused" | "failed";
    readonly error?: string;
}

export interface MailRoom {
    readonly marks: MailMarks;
    readonly mailer: Mailer;
    readonly shopName: string;
    log(line: MailLog): void;
}

/**
 * Sends the confirmation of each new order once, to the verified address that the order was placed with.
 *
 * However often an order is delivered, and to however many functions at once, one mail is sent, as long as the mail service
 * answers and the answer can be marked. If the function dies between the two, or the service doesn't answer, nobody can know
 * whether the mail went out; then it is sent once more, after the lease: at least once is better here than never.
 */
export async function sendConfirmations(records: readonly StreamRecord[], room: MailRoom): Promise<StreamAnswer> {
    for (const record of records) {
        const order = newOrder(record);
        if (order !== undefined && !(await settled(order, room))) {
            return againFrom(record);
        }
    }
    return ALL_DONE;
}

function newOrder({ eventName, dynamodb: { NewImage } }: StreamRecord): OrderItem | undefined {
    const item = eventName === "INSERT" && NewImage !== undefined ? unmarshall(NewImage) : undefined;
    return item?.kind === ItemKind.Order ? (item as OrderItem) : undefined;
}

/** Whether nothing is left to be done for this order. */
async function settled(order: OrderItem, room: MailRoom): Promise<boolean> {
    const { order_id } = order;
    const tell = (result: MailLog["result"], error?: unknown) =>
        room.log({ message: "mail", order_id, result, ...(error !== undefined && { error: nameOf(error) }) });
    try {
        const claim = await room.marks.claim(order_id);
        if (claim !== "ours") {
            tell(claim === "settled" ? "already_settled" : "elsewhere");
            return claim === "settled";
        }
    } catch (error) {
        tell("failed", error);
        return false;
    }
    try {
        await room.mailer.send(order.email, confirmationOf(order, room.shopName));
    } catch (error) {
        return error instanceof MailRefused
            ? refused(order_id, error, room, tell)
            : failed(order_id, error, room, tell);
    }
    try {
        await room.marks.settle(order_id, MailState.Sent);
    } catch (error) {
        // The lease stands, so that nobody sends again at once.
        tell("sent_unmarked", error);
        return false;
    }
    tell("sent");
    return true;
}

type Tell = (result: MailLog["result"], error?: unknown) => void;

async function refused(orderId: string, error: MailRefused, { marks }: MailRoom, tell: Tell): Promise<boolean> {
    try {
        await marks.settle(orderId, MailState.Refused);
    } catch (unsettled) {
        // Told as refused once it is marked so: it comes again until then, and would be counted each time.
        tell("failed", unsettled);
        return false;
    }
    tell("refused", error);
    return true;
}

async function failed(orderId: string, error: unknown, { marks }: MailRoom, tell: Tell): Promise<boolean> {
    tell("failed", error);
    await marks.release(orderId).catch(() => undefined);
    return false;
}

function nameOf(error: unknown): string {
    return error instanceof MailRefused ? error.reason : error instanceof Error ? error.name : typeof error;
}
