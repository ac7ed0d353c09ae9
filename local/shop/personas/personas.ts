import { STANDARD_PRICE_LIST } from "../../../functions/shop/catalog/product";
import type { Address } from "../../../functions/shop/identity/shopper";
import { MEMBER_PRICE_LIST } from "../catalogue";
import type { Persona } from "./persona";

/** The sample shoppers. Names and streets are invented; mail to example.com goes nowhere. */
export const PERSONAS: readonly Persona[] = [
    {
        key: "maya",
        summary: "Member who camps and cooks; ships to home and work",
        given_name: "Maya",
        family_name: "Okafor",
        email: "maya@example.com",
        email_verified: true,
        price_list: MEMBER_PRICE_LIST,
        interests: ["outdoors", "kitchen", "grocery"],
        addresses: {
            home: address("Maya", "Okafor", "118 Larkspur Lane", "Seattle", "WA", "98101"),
            work: address("Maya", "Okafor", "2400 Harbor Steps", "Seattle", "WA", "98121", "Floor 6"),
        },
    },
    {
        key: "jonas",
        summary: "New in town with an empty flat; one address, standard prices",
        given_name: "Jonas",
        family_name: "Lindqvist",
        email: "jonas@example.com",
        email_verified: true,
        price_list: STANDARD_PRICE_LIST,
        interests: ["furniture", "home", "tools"],
        addresses: { home: address("Jonas", "Lindqvist", "77 Juniper Court", "Denver", "CO", "80202", "Apt 4B") },
    },
    {
        key: "priya",
        summary: "Starts a first job on Monday; member, ships to home, work and her parents",
        given_name: "Priya",
        family_name: "Raman",
        email: "priya@example.com",
        email_verified: true,
        price_list: MEMBER_PRICE_LIST,
        interests: ["apparel", "footwear", "books"],
        addresses: {
            home: address("Priya", "Raman", "9 Copper Street", "Austin", "TX", "78701"),
            work: address("Priya", "Raman", "500 Congress Plaza", "Austin", "TX", "78704"),
            parents: address("Leela", "Raman", "31 Orchard Road", "Albany", "NY", "12207"),
        },
    },
    {
        key: "walter",
        summary: "Married forty years, looks for anniversary gifts; no sales tax at home",
        given_name: "Walter",
        family_name: "Brandt",
        email: "walter@example.com",
        email_verified: true,
        price_list: STANDARD_PRICE_LIST,
        interests: ["jewelry", "flowers", "beauty"],
        addresses: { home: address("Walter", "Brandt", "402 Millrace Road", "Portland", "OR", "97205") },
    },
    {
        key: "camille",
        summary: "Runner who eats gluten-free; has no address in her book yet",
        given_name: "Camille",
        family_name: "D'Arcy",
        email: "camille@example.com",
        email_verified: true,
        price_list: STANDARD_PRICE_LIST,
        interests: ["sports", "footwear", "grocery"],
        addresses: {},
    },
    {
        key: "noor",
        summary: "Has not verified the e-mail address yet, so that no order can be confirmed by mail",
        given_name: "Noor",
        family_name: "Haddad",
        email: "noor@example.com",
        email_verified: false,
        price_list: STANDARD_PRICE_LIST,
        interests: ["toys", "electronics", "garden"],
        addresses: { home: address("Noor", "Haddad", "15 Wharf Terrace", "Boston", "MA", "02108") },
    },
];

/** @throws Error that names the personas there are. */
export function persona(key: string): Persona {
    const found = PERSONAS.find((candidate) => candidate.key === key);
    if (found === undefined) {
        throw new Error(`There is no persona "${key}"; choose one of ${PERSONAS.map((each) => each.key).join(", ")}.`);
    }
    return found;
}

function address(
    first_name: string,
    last_name: string,
    address1: string,
    city: string,
    state: string,
    postal_code: string,
    address2: string | null = null,
): Address {
    return { first_name, last_name, address1, address2, city, state, postal_code, country: "US" };
}
