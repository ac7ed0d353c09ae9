import { createHash } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import type { Registration } from "../../runner/types";
import type { AwsConnection } from "../clients";
import { callAws, NotAsRequestedError } from "./errors";
import { readInputs } from "./inputs";
import type { Target } from "./types";

const SUFFIX_LENGTH = 7;

/** A name like the provider's autonaming gives, but the same in every run: its suffix comes from the URN. */
export function autoname(registration: Registration, maxLength: number): string {
    const suffix = createHash("sha256").update(registration.urn).digest("hex").slice(0, SUFFIX_LENGTH);
    return `${registration.name.slice(0, maxLength - SUFFIX_LENGTH - 1)}-${suffix}`;
}

export function targetOf(registration: Registration, connection: AwsConnection, previousId?: string): Target {
    const inputs = readInputs(registration.inputs);
    const region = inputs.optionalText("region") ?? connection.region;
    return {
        registration,
        inputs,
        connection: region === connection.region ? connection : { ...connection, region },
        ...(previousId === undefined ? {} : { previousId }),
        call: callAws,
        expect(what, requested, found) {
            if (requested !== undefined && !isDeepStrictEqual(requested, found)) {
                throw new NotAsRequestedError(what, requested, found);
            }
        },
        physicalName: (property, maxLength) => inputs.optionalText(property) ?? autoname(registration, maxLength),
    };
}
