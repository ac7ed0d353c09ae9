import type { Shopper } from "../../identity/shopper";

/** What a model is told of the turn besides the instruction: no name, no address, no mail. */
export interface TurnFacts {
    readonly shopName: string;
    readonly shopper: Shopper;
    /** Milliseconds since 1970. */
    readonly now: number;
}

/** The facts of a turn, by name. The shopper's address book is there by its short names alone. */
export function turnFacts({ shopName, shopper, now }: TurnFacts): Record<string, string> {
    return {
        shop: shopName,
        today: new Date(now).toISOString().slice(0, 10),
        address_ids: Object.keys(shopper.addresses).join(", "),
    };
}

/** The same as a part of a prompt, fenced as data. */
export function turnContext(facts: TurnFacts): string {
    return `Facts about this conversation, from the shop's server:\n${JSON.stringify(turnFacts(facts))}`;
}
