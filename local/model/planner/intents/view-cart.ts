import { call, type Intent } from "../step";
import { tellCart } from "./cart";

const VIEWING =
    /^(?:(?:show|view|see|open|check|display)(?: me)? )?(?:my |the )?(?:cart|basket|shopping (?:cart|basket|bag))$|\bwhat is (?:currently |now )?in (?:my|the) (?:cart|basket|bag)\b|\b(?:show|view|see|open|check)\b.*\b(?:my|the) (?:cart|basket|shopping bag)\b|\bwhat (?:do|did) i have in\b/;

export const viewCart: Intent = {
    name: "view cart",
    respond({ said, done }) {
        if (!VIEWING.test(said)) return null;
        const [result] = done;
        return result === undefined ? call("view_cart") : tellCart(result.output, "In your cart:");
    },
};
