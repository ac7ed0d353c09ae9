import {
    type IdentityPolicyShape,
    identityPolicyTypes,
    identitySettings,
    refuseStatements,
} from "../../lib/identity-policies";
import type { Statement } from "../../lib/policy-document";
import { coversAllOf, takesIn } from "../../lib/policy-patterns";
import { type Resource, resourceRule } from "../../lib/rule";
import { isNarrowedBy } from "../../lib/scoping-conditions";
import { allHold, anyOf, isUnknown, not, type Truth } from "../../lib/truth";

/** Keys by which a statement about all keys means some: their tags, aliases, and the service or context of the request. */
const narrowingKeys =
    /^(?:aws:resourcetag\/|kms:(?:resourcealiases|requestalias|viaservice)$|kms:encryptioncontext[:k])/;

export const iamNoKmsDecryptAll = resourceRule({
    name: "iam-no-kms-decrypt-all",
    group: "identity",
    description: "No IAM policy allows decrypting with every KMS key.",
    severity: "medium",
    anchors: { fsbp: ["KMS.1", "KMS.2"] },
    remediationSteps:
        "Name the keys in Resource, or add a condition on kms:ViaService, kms:ResourceAliases or a tag of the keys.",
    url: "https://docs.aws.amazon.com/securityhub/latest/userguide/kms-controls.html#kms-1",
    types: identityPolicyTypes,
    settings: identitySettings,
    judge: (resource: Resource<IdentityPolicyShape>, settings) =>
        refuseStatements(resource, settings, {
            offends: (statement) =>
                allHold(
                    () => decrypts(statement),
                    () => coversAllOf("kms", statement),
                    () => not(isNarrowedBy(statement, (key) => narrowingKeys.test(key))),
                ),
            message: () => "allows decrypting with every KMS key: name the keys.",
        }),
});

/** Every action of every service is for `iam-no-admin-star` and `iam-no-service-wildcard`. */
function decrypts({ actions }: Statement): Truth {
    return anyOf(
        ...actions.map((action) =>
            isUnknown(action)
                ? action
                : action.toLowerCase().startsWith("kms:") &&
                  (takesIn(action, "kms:decrypt") || takesIn(action, "kms:reencryptfrom")),
        ),
    );
}
