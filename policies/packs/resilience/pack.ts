import type { Pack } from "../../lib/pack";
import { resilience } from "../../rules/resilience";

export const pack: Pack = {
    name: "resilience",
    displayName: "Lakefront: resilience",
    description: "Data survives mistakes: versions, backups, deletion protection, and no secret in plain text.",
    rules: resilience,
};
