import type { Registration } from "../types";
import { type Place, placeOf } from "./place";

const SETTINGS_TYPE = "aws:lakeformation/dataLakeSettings:DataLakeSettings";
const LEFT_TO_IAM = [{ permissions: ["ALL"], principal: "IAM_ALLOWED_PRINCIPALS" }];

/**
 * What Lake Formation answers about the settings of a region: those that the program has put, and before that those of
 * a fresh account, where all is left to IAM
 * (https://docs.aws.amazon.com/lake-formation/latest/dg/change-settings.html).
 */
export function dataLakeSettings(
    args: Record<string, unknown>,
    place: Place,
    registrations: readonly Registration[],
): Record<string, unknown> {
    const catalogId = args.catalogId ?? place.accountId;
    const put = registrations.findLast(
        (one) =>
            one.type === SETTINGS_TYPE &&
            one.id !== undefined &&
            placeOf(one.inputs, one.providerInputs).region === place.region,
    );
    return {
        id: `${catalogId}`,
        catalogId,
        region: place.region,
        ...(put === undefined ? freshAccount : asPut(put.inputs)),
    };
}

const freshAccount = {
    ...asPut({}),
    createDatabaseDefaultPermissions: LEFT_TO_IAM,
    createTableDefaultPermissions: LEFT_TO_IAM,
};

/** Each write replaces all settings: what it doesn't name is empty afterwards. */
function asPut(inputs: Record<string, unknown>): Record<string, unknown> {
    return {
        admins: inputs.admins ?? [],
        readOnlyAdmins: inputs.readOnlyAdmins ?? [],
        createDatabaseDefaultPermissions: inputs.createDatabaseDefaultPermissions ?? [],
        createTableDefaultPermissions: inputs.createTableDefaultPermissions ?? [],
        parameters: { CROSS_ACCOUNT_VERSION: "1", SET_CONTEXT: "TRUE", ...asRecord(inputs.parameters) },
        trustedResourceOwners: inputs.trustedResourceOwners ?? [],
        allowExternalDataFiltering: inputs.allowExternalDataFiltering ?? false,
        allowFullTableExternalDataAccess: inputs.allowFullTableExternalDataAccess ?? false,
        externalDataFilteringAllowLists: inputs.externalDataFilteringAllowLists ?? [],
        authorizedSessionTagValueLists: inputs.authorizedSessionTagValueLists ?? [],
    };
}

function asRecord(value: unknown): object {
    return typeof value === "object" && value !== null ? value : {};
}
