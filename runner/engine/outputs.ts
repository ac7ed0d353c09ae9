import type { Registration } from "../types";
import { hasSecret, secret, toWire, type Wire } from "./values";

/** A resource's outputs on the wire. What came from a secret stays secret, as do outputs that the program declared so. */
export function outputsOnWire(registration: Registration): Record<string, Wire> {
    const secrets = new Set([...registration.secretInputs, ...registration.additionalSecretOutputs]);
    const wire: Record<string, Wire> = {};
    for (const [key, value] of Object.entries(registration.outputs)) {
        // An input goes back as it came: in its plain form, an asset could not be told from an object.
        const isInput = key in registration.rawInputs && value === registration.inputs[key];
        const plain = isInput ? (registration.rawInputs[key] as Wire) : toWire(value);
        wire[key] = secrets.has(key) && !hasSecret(plain) ? secret(plain) : plain;
    }
    return wire;
}
