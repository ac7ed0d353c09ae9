import { Properties } from "./properties";

/** What rules read of the configuration of an AWS provider. */
export interface ProviderShape {
    readonly region?: string;
    readonly defaultTags?: { readonly tags?: Readonly<Record<string, string>> };
}

/** The engine hands a provider's lists and objects over as JSON texts. */
export function readProvider(props: object | undefined): Properties<ProviderShape> {
    const given = new Properties<Record<keyof ProviderShape, unknown>>(props);
    const tags = given.get("defaultTags");
    return new Properties<ProviderShape>({
        region: given.get("region"),
        defaultTags: typeof tags === "string" ? parse(tags) : tags,
    });
}

function parse(text: string): unknown {
    try {
        return JSON.parse(text);
    } catch {
        return undefined;
    }
}
