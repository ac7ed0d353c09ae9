import type { Pack } from "../../lib/pack";
import { encryptionAtRest } from "../../rules/encryption-at-rest";
import { encryptionInTransit } from "../../rules/encryption-in-transit";

export const pack: Pack = {
    name: "encryption",
    displayName: "Lakefront: encryption",
    description: "What is stored is encrypted with keys of one's own, and what travels uses TLS.",
    rules: [...encryptionAtRest, ...encryptionInTransit],
};
