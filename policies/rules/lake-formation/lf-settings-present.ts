import { stackRule } from "../../lib/rule";
import { flag } from "../../lib/settings";
import { types } from "../../lib/tokens";
import { check } from "../../lib/verdict";

export const lfSettingsPresent = stackRule({
    name: "lf-settings-present",
    group: "lake-formation",
    description:
        "A stack that grants or registers with Lake Formation declares the account's settings, or says that another stack does.",
    severity: "medium",
    anchors: {},
    remediationSteps:
        "Declare lakeformation.DataLakeSettings, one for the account and region, or set managedElsewhere to true where another stack declares it.",
    url: "https://docs.aws.amazon.com/lake-formation/latest/dg/initial-lf-config.html",
    types: [...types.lakeFormationPermissions, ...types.lakeFormationResource, ...types.lakeFormationDataLakeSettings],
    settings: {
        managedElsewhere: flag(
            "The settings, one object for an account and region, are declared in another stack.",
            false,
        ),
    },
    judge: (stack, { managedElsewhere }) => {
        const present = managedElsewhere || stack.ofTypes(types.lakeFormationDataLakeSettings).length > 0;
        const [first] = stack.ofTypes([...types.lakeFormationPermissions, ...types.lakeFormationResource]);
        return first === undefined
            ? []
            : check(
                  present,
                  "The stack uses Lake Formation, but nothing sets its administrators and defaults.",
                  first.urn,
              );
    },
});
