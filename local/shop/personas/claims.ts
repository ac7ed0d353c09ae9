import type { Persona } from "./persona";

/** The attributes of a persona's user in a Cognito user pool; its id token carries the same names as claims. */
export function userAttributes(persona: Persona): Record<string, string> {
    return {
        email: persona.email,
        email_verified: String(persona.email_verified),
        given_name: persona.given_name,
        family_name: persona.family_name,
        "custom:price_list": persona.price_list,
        "custom:address_book": JSON.stringify(persona.addresses),
    };
}

/**
 * What a verified id token of the persona says, for tests that need no sign-in. A user pool gives a `sub` of its own.
 */
export function tokenClaims(persona: Persona): Record<string, string | boolean> {
    return {
        ...userAttributes(persona),
        sub: `sample-${persona.key}`,
        email_verified: persona.email_verified,
        token_use: "id",
    };
}
