import { shopperFromClaims } from "../../functions/shop/identity/claims";
import type { Shopper } from "../../functions/shop/identity/shopper";
import { PERSONAS, persona, tokenClaims } from "../shop/personas";

/** Ids of the evaluation's shoppers begin so: in a running shop, too, its orders can be told from all others. */
export const EVAL_SHOPPERS = "eval-";

/** A shopper that is one case's alone, with the profile of a sample persona. */
export function evalShopper(key: string, of: string): Shopper {
    return shopperFromClaims({ ...tokenClaims(persona(key)), sub: `${EVAL_SHOPPERS}${of}` });
}

/** What no other shopper may see of the sample personas but for those that are given: names, streets, mail addresses. */
export function personalOfOthers(keys: readonly string[]): string[] {
    const own = new Set(PERSONAS.filter(({ key }) => keys.includes(key)).flatMap(personalOf));
    return PERSONAS.flatMap(personalOf).filter((text) => !own.has(text));
}

function personalOf({ family_name, email, addresses }: (typeof PERSONAS)[number]): string[] {
    return [family_name, email, ...Object.values(addresses).map(({ address1 }) => address1)];
}
