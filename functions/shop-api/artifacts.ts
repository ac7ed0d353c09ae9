import { shopApiDocument } from "./openapi";
import { routeTable } from "./routes";

/** What the gateway and the reader need to know of this function, by file name. */
export function artifacts(): Record<string, string> {
    return {
        "routes.json": `${JSON.stringify(routeTable(), null, 4)}\n`,
        "openapi.json": `${JSON.stringify(shopApiDocument(), null, 4)}\n`,
    };
}
