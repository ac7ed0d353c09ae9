import type * as aws from "@pulumi/aws";
import { reaches, registeredLocations } from "../../lib/registered-locations";
import { stackRule } from "../../lib/rule";
import { types } from "../../lib/tokens";
import { anyOf, type Field, isOneOf, isUnknown, not, type Unknown } from "../../lib/truth";
import { check } from "../../lib/verdict";

/** No remedy: a crawler on a location that is not registered would lose its access, and a crawler alone does not tell. */
export const glueCrawlerUsesLf = stackRule({
    name: "glue-crawler-uses-lf",
    group: "lake-formation",
    description: "Crawlers read registered locations with Lake Formation's credentials.",
    severity: "medium",
    anchors: {},
    remediationSteps: "Set lakeFormationConfiguration.useLakeFormationCredentials to true.",
    url: "https://docs.aws.amazon.com/glue/latest/dg/crawler-lf-integ.html",
    types: [...types.glueCrawler, ...types.lakeFormationResource],
    judge: (stack) => {
        const locations = registeredLocations(stack);
        return stack.ofTypes<aws.glue.CrawlerArgs>(types.glueCrawler).flatMap(({ name, urn, props }) => {
            const crawled = props.each("s3Targets").map((target) => reaches(arnOf(target.text("path")), locations));
            const uses = isOneOf(props.child("lakeFormationConfiguration").flag("useLakeFormationCredentials"), [true]);
            return check(
                anyOf(uses, not(anyOf(...crawled))),
                `Crawler "${name}" reads a registered location as its own role: useLakeFormationCredentials is not true.`,
                urn,
            );
        });
    },
});

/** A target is a folder: `s3://bucket/folder`. */
function arnOf(path: Field<string>): string | Unknown {
    return isUnknown(path) ? path : `${(path ?? "").replace(/^s3:\/\//, "arn:aws:s3:::").replace(/\/*$/, "")}/*`;
}
