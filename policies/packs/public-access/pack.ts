import type { Pack } from "../../lib/pack";
import { publicAccess } from "../../rules/public-access";

export const pack: Pack = {
    name: "public-access",
    displayName: "Lakefront: public access",
    description: "Nothing can be reached by everybody: no bucket, no policy, no function.",
    rules: publicAccess,
};
