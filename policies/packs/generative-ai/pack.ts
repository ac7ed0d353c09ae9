import type { Pack } from "../../lib/pack";
import { generativeAi } from "../../rules/generative-ai";

export const pack: Pack = {
    name: "generative-ai",
    displayName: "Lakefront: generative AI",
    description: "Models, agents and knowledge bases are named, guarded, logged and encrypted.",
    rules: generativeAi,
};
