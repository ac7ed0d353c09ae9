/** Where a parcel goes. */
export interface Address {
    readonly first_name: string;
    readonly last_name: string;
    readonly address1: string;
    readonly address2: string | null;
    readonly city: string;
    readonly state: string | null;
    readonly postal_code: string;
    /** Two capital letters of ISO 3166-1. */
    readonly country: string;
}

/** Who is shopping: everything here comes from a verified token, nothing from a model or a request's body. */
export interface Shopper {
    /** The token's `sub`. */
    readonly id: string;
    /** Present only when the token says that it is verified: the one address that mail may go to. */
    readonly email: string | null;
    readonly given_name: string | null;
    /** Name of the price list; `standard` unless the token says otherwise. */
    readonly price_list: string;
    /** The shopper's address book, by a short name such as `home`. */
    readonly addresses: Readonly<Record<string, Address>>;
}
