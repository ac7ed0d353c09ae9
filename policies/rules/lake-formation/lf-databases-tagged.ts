import type * as aws from "@pulumi/aws";
import { stackRule } from "../../lib/rule";
import { text } from "../../lib/settings";
import type { Join, StackGraph } from "../../lib/stack-graph";
import { types } from "../../lib/tokens";
import { allOf, anyOf, isOneOf, isSet, not, type Truth, Unknown } from "../../lib/truth";
import { check } from "../../lib/verdict";

const toDatabase = (from: readonly string[]): Join => ({
    from,
    property: "database.name",
    to: types.catalogDatabase,
    names: ["name"],
});
const tagOfDatabase = toDatabase(types.lakeFormationResourceLfTag);
const tagsOfDatabase = toDatabase(types.lakeFormationResourceLfTags);

export const lfDatabasesTagged = stackRule({
    name: "lf-databases-tagged",
    group: "lake-formation",
    description:
        "Every database carries the LF-tag that classifies it, and only named values may be attached by others.",
    severity: "medium",
    anchors: {},
    remediationSteps:
        "Attach the tag with lakeformation.ResourceLfTag, and grant ASSOCIATE on the values that the grantee needs.",
    url: "https://docs.aws.amazon.com/lake-formation/latest/dg/lf-tag-considerations.html",
    types: [
        ...types.catalogDatabase,
        ...types.lakeFormationResourceLfTag,
        ...types.lakeFormationResourceLfTags,
        ...types.lakeFormationLfTag,
        ...types.lakeFormationPermissions,
    ],
    settings: { tagKey: text("Key of the LF-tag that classifies; empty asks for none.", "domain") },
    judge: (stack, { tagKey }) => [
        ...(tagKey === "" ? [] : judgeDatabases(stack, tagKey)),
        ...stack
            .ofTypes<aws.lakeformation.PermissionsArgs>(types.lakeFormationPermissions)
            .flatMap(({ props, urn }) => {
                const associates = anyOf(...props.texts("permissions").map((each) => isOneOf(each, ["ASSOCIATE"])));
                const values = props.child("lfTag").texts("values");
                const every = anyOf(...values.map((value) => isOneOf(value, ["*"])));
                return check(not(allOf(associates, every)), "ASSOCIATE is granted on every value of an LF-tag.", urn);
            }),
    ],
});

/** A link shows another account's database and takes its tags from there. */
function judgeDatabases(stack: StackGraph, tagKey: string) {
    return stack.ofTypes<aws.glue.CatalogDatabaseArgs>(types.catalogDatabase).flatMap((database) => {
        const single = stack
            .attachedTo<aws.lakeformation.ResourceLfTagArgs>(database, tagOfDatabase)
            .map(({ resource, certain }) => carried(certain, [resource.props.child("lfTag").text("key")], tagKey));
        const several = stack
            .attachedTo<aws.lakeformation.ResourceLfTagsArgs>(database, tagsOfDatabase)
            .map(({ resource, certain }) =>
                carried(
                    certain,
                    resource.props.each("lfTags").map((tag) => tag.text("key")),
                    tagKey,
                ),
            );
        return check(
            anyOf(isSet(database.props.get("targetDatabase")), ...single, ...several),
            `Database "${database.name}" carries no LF-tag ${tagKey}.`,
            database.urn,
        );
    });
}

function carried(certain: boolean, keys: readonly (string | Unknown | undefined)[], tagKey: string): Truth {
    return allOf(certain || new Unknown(["database.name"]), anyOf(...keys.map((key) => isOneOf(key, [tagKey]))));
}
