import type * as aws from "@pulumi/aws";
import { stackRule } from "../../lib/rule";
import { flag } from "../../lib/settings";
import type { Join } from "../../lib/stack-graph";
import { types } from "../../lib/tokens";
import { anyOf, Unknown } from "../../lib/truth";
import { check } from "../../lib/verdict";

const logOfZone: Join = { from: types.dnsQueryLog, property: "zoneId", to: types.hostedZone, names: ["zoneId", "id"] };

/** Only a private zone names VPCs, and it can't be made without one. */
export const route53QueryLogging = stackRule({
    name: "route53-query-logging",
    group: "audit",
    description: "Public hosted zones log the queries that they answer.",
    severity: "low",
    anchors: { fsbp: ["Route53.2"], checkov: ["CKV2_AWS_39"] },
    remediationSteps: "Declare a route53.QueryLog with the zone's id and a log group in us-east-1.",
    url: "https://docs.aws.amazon.com/securityhub/latest/userguide/route53-controls.html#route53-2",
    types: [...types.hostedZone, ...types.dnsQueryLog],
    settings: { managedElsewhere: flag("Query logs are declared in another stack, as one for us-east-1.", false) },
    judge: (stack, { managedElsewhere }) =>
        managedElsewhere
            ? []
            : stack
                  .ofTypes<aws.route53.ZoneArgs>(types.hostedZone)
                  .flatMap((zone) =>
                      check(
                          anyOf(
                              zone.props.each("vpcs").length > 0,
                              ...stack
                                  .attachedTo(zone, logOfZone)
                                  .map(({ certain }) => certain || new Unknown(["zoneId"])),
                          ),
                          `Hosted zone "${zone.name}" does not log its queries.`,
                          zone.urn,
                      ),
                  ),
});
