import { openApiDocument } from "../shop/tools";

/** What the action group of an agent needs to know of this function, by file name. */
export function artifacts(): Record<string, string> {
    return { "openapi.json": `${JSON.stringify(openApiDocument(), null, 4)}\n` };
}
