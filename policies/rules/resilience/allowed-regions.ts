import { typesThatTake } from "../../lib/provider-types";
import { manualRule } from "../../lib/requirement";
import type { JudgedResource } from "../../lib/rule";
import { texts } from "../../lib/settings";
import { isOneOf, Unknown } from "../../lib/truth";

/** A resource stands where it says itself, else where its provider does. A provider may have its region from elsewhere. */
export const allowedRegions = manualRule({
    name: "allowed-regions",
    group: "resilience",
    description: "Resources stand in the regions where a company's data may be.",
    severity: "high",
    anchors: {},
    remediationSteps: "Set region, on the resource or on its provider, to an allowed one; the resource is replaced.",
    url: "https://docs.aws.amazon.com/whitepapers/latest/navigating-gdpr-compliance/data-access-controls.html",
    types: typesThatTake("region"),
    settings: {
        regions: texts("Regions that resources may stand in; with none given, the rule is idle."),
    },
    requires: ({ props, provider }: JudgedResource<{ readonly region?: string }>, { regions }) =>
        regions.length === 0
            ? []
            : [
                  {
                      kept: isOneOf(
                          props.text("region") ?? provider.text("region") ?? new Unknown(["region"]),
                          regions,
                      ),
                      otherwise: `region is none of those that are allowed: ${regions.join(", ")}.`,
                  },
              ],
});
