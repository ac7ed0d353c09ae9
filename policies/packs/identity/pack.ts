import type { Pack } from "../../lib/pack";
import { identity } from "../../rules/identity";

export const pack: Pack = {
    name: "identity",
    displayName: "Lakefront: identity",
    description: "Roles, policies and trusts allow no more than they name, and nobody holds long-lived keys.",
    rules: identity,
};
