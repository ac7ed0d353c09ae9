import { stackRule } from "../../lib/rule";
import { flag } from "../../lib/settings";
import { types } from "../../lib/tokens";
import { check } from "../../lib/verdict";

/** An advisory: the settings are one object for an account and region, and one stack alone can't tell what others hold. */
export const glueCatalogSettingsPresent = stackRule({
    name: "glue-catalog-settings-present",
    group: "encryption-at-rest",
    description:
        "A stack that declares Glue databases declares the account's Data Catalog encryption, or says that another stack does.",
    severity: "low",
    anchors: { checkov: ["CKV_AWS_94"] },
    remediationSteps:
        "Declare glue.DataCatalogEncryptionSettings, one for the account and region, or set managedElsewhere to true where another stack declares it.",
    url: "https://docs.aws.amazon.com/glue/latest/dg/encrypt-glue-data-catalog.html",
    types: [...types.catalogDatabase, ...types.catalogEncryption],
    settings: {
        managedElsewhere: flag(
            "The settings, one object for an account and region, are declared in another stack.",
            false,
        ),
    },
    judge: (stack, { managedElsewhere }) => {
        const present = managedElsewhere || stack.ofTypes(types.catalogEncryption).length > 0;
        const [database] = stack.ofTypes(types.catalogDatabase);
        return database === undefined
            ? []
            : check(
                  present,
                  "The stack declares Glue databases, but nothing encrypts the account's Data Catalog.",
                  database.urn,
              );
    },
});
