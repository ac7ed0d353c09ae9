import type * as aws from "@pulumi/aws";
import { matchesPrincipal } from "../../lib/lake-principals";
import type { Properties } from "../../lib/properties";
import { type Resource, stackRule } from "../../lib/rule";
import { texts } from "../../lib/settings";
import type { Attachment, Join, StackGraph } from "../../lib/stack-graph";
import { types } from "../../lib/tokens";
import { allOf, anyOf, type Field, isOneOf, not, satisfies, type Truth, Unknown } from "../../lib/truth";
import { check } from "../../lib/verdict";

type Grant = Attachment<aws.lakeformation.PermissionsArgs>;
type Column = Properties<aws.types.input.glue.CatalogTableStorageDescriptorColumn>;

const grantOnTable: Join = {
    from: types.lakeFormationPermissions,
    property: "table.name",
    to: types.catalogTable,
    names: ["name"],
};

export const lfSensitiveTablesFiltered = stackRule({
    name: "lf-sensitive-tables-filtered",
    group: "lake-formation",
    description: "Tables with personal columns are read through named columns or a filter, not as a whole.",
    severity: "high",
    anchors: {},
    remediationSteps:
        "Grant SELECT by tableWithColumns or by a data cells filter, or name the principal in adminPatterns.",
    url: "https://docs.aws.amazon.com/lake-formation/latest/dg/data-filtering.html",
    types: [...types.lakeFormationPermissions, ...types.catalogTable],
    settings: {
        adminPatterns: texts("Principals, with * as wildcard, that may read personal columns."),
        columnParameters: texts("Parameters of a column that, being true, mark it as personal.", ["personal"]),
    },
    judge: (stack, settings) =>
        stack
            .ofTypes<aws.glue.CatalogTableArgs>(types.catalogTable)
            .flatMap((table) => judgeTable(table, stack, settings)),
});

function judgeTable(
    table: Resource<aws.glue.CatalogTableArgs>,
    stack: StackGraph,
    { adminPatterns, columnParameters }: { adminPatterns: readonly string[]; columnParameters: readonly string[] },
) {
    const columns = table.props.child("storageDescriptor").each("columns");
    const personal = anyOf(...columns.map((column) => isPersonal(column, columnParameters)));
    return stack.attachedTo<aws.lakeformation.PermissionsArgs>(table, grantOnTable).flatMap((grant) => {
        const wide = allOf(
            personal,
            namesTable(grant, table.props.text("databaseName")),
            readsAll(grant),
            not(matchesPrincipal(grant.resource.props.text("principal"), adminPatterns)),
        );
        return check(
            not(wide),
            `The grant allows SELECT on all of table "${table.name}", personal columns included.`,
            grant.resource.urn,
        );
    });
}

function isPersonal(column: Column, parameters: readonly string[]): Truth {
    const set = column.child("parameters");
    return anyOf(...parameters.map((parameter) => isOneOf(set.flag(parameter), [true])));
}

/** Tables of two databases may have one name. */
function namesTable({ resource, certain }: Grant, database: Field<string>): Truth {
    const granted = resource.props.child("table").text("databaseName");
    const same = satisfies(granted, (name) => satisfies(database, (own) => own === name, true), true);
    return certain ? same : new Unknown(["table.name"]);
}

function readsAll({ resource }: Grant): Truth {
    return anyOf(...resource.props.texts("permissions").map((permission) => isOneOf(permission, ["SELECT", "ALL"])));
}
