import type * as aws from "@pulumi/aws";
import { providerDefaults } from "../../lib/provider-defaults";
import { requirementRule } from "../../lib/requirement";
import type { Resource } from "../../lib/rule";
import { types } from "../../lib/tokens";
import { isOneOf } from "../../lib/truth";

const defaultProtocol = providerDefaults.dataSyncLocationObjectStorage.serverProtocol;

/**
 * The provider takes the credentials of such a location by `accessKey` and `secretKey` alone, so that a rule can't ask for
 * another place.
 */
export const datasyncTls = requirementRule({
    name: "datasync-tls",
    group: "encryption-in-transit",
    description: "DataSync speaks HTTPS with object storage outside of AWS.",
    severity: "medium",
    anchors: { config: ["datasync-location-object-storage-using-https"] },
    remediationSteps: "Leave serverProtocol unset, or set it to HTTPS.",
    url: "https://docs.aws.amazon.com/datasync/latest/userguide/API_CreateLocationObjectStorage.html",
    types: types.dataSyncLocationObjectStorage,
    requires: ({ props }: Resource<aws.datasync.LocationObjectStorageArgs>) => [
        {
            kept: isOneOf(props.text("serverProtocol") ?? defaultProtocol, ["HTTPS"]),
            otherwise: "serverProtocol is not HTTPS: credentials and objects travel in plain text.",
            remedy: { serverProtocol: "HTTPS" },
        },
    ],
});
