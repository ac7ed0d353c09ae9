import { rememberMessage } from "./secret-marks";

const decoded = Symbol("decoded");

/** A message of the analyser protocol that holds properties; the SDK hands the same object to every policy of a request. */
interface Message {
    [decoded]?: object;
}

interface Decoder {
    deserializeProperties(properties: Message, proxySecrets: boolean): object;
}

/**
 * Has the SDK decode the properties of a resource once for a whole request, and not once for each policy: fifty stack
 * policies would otherwise decode a stack fifty times over. Rules may not change what they judge, which makes sharing
 * safe; remediations may, so what they get is decoded afresh.
 *
 * An SDK that decodes elsewhere is left as it is, and is only slower. Why: docs/decisions/0008.
 */
export function decodeOnce(): void {
    const decoder = loadDecoder();
    if (decoder === undefined) {
        return;
    }
    const decode = decoder.deserializeProperties;
    decoder.deserializeProperties = (properties, proxySecrets) => {
        if (proxySecrets) {
            return decode(properties, proxySecrets);
        }
        const known = properties[decoded];
        if (known !== undefined) {
            return known;
        }
        const fresh = decode(properties, proxySecrets);
        properties[decoded] = fresh;
        rememberMessage(fresh, properties);
        return fresh;
    };
}

function loadDecoder(): Decoder | undefined {
    try {
        const module: Partial<Decoder> = require("@pulumi/policy/deserialize");
        return typeof module.deserializeProperties === "function" ? (module as Decoder) : undefined;
    } catch {
        return undefined;
    }
}
