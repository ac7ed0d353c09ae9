import type { Address } from "../../../functions/shop/identity/shopper";

/** An invented shopper, for demonstrations and tests. Chosen openly: nobody becomes one by signing in as someone else. */
export interface Persona {
    /** What it is chosen by, and its user name at sign-in. */
    readonly key: string;
    /** One line for the list of personas. */
    readonly summary: string;
    readonly given_name: string;
    readonly family_name: string;
    /** Under example.com, which nobody can receive mail at (RFC 2606). */
    readonly email: string;
    readonly email_verified: boolean;
    readonly price_list: string;
    /** Categories of the sample catalogue. */
    readonly interests: readonly string[];
    /** By the short name that the shopper uses; the first is the usual one. */
    readonly addresses: Readonly<Record<string, Address>>;
}
