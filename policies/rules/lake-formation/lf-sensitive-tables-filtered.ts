import type * as aws from "@pulumi/aws";
import { matchesPrincipal } from "../../lib/lake-principals";
import type { Properties } from "../../lib/properties";
import { type Resource, stackRule } from "../../lib/rule";
import { texts } from "../../lib/settings";
import type { Attachment, Join, StackGraph } from "../../lib/stack-graph";
import { types } from "../../lib/tokens";
import { allOf, anyOf, type Field, isOneOf, not, satisfies, type Truth, Unknown } from "../../lib/truth";
import { check, type Verdict } from "../../lib/verdict";

type GrantArgs = aws.lakeformation.PermissionsArgs;
type Grant = Attachment<GrantArgs>;
type Column = Properties<aws.types.input.glue.CatalogTableStorageDescriptorColumn>;

const namingTable = (property: "table" | "tableWithColumns"): Join => ({
    from: types.lakeFormationPermissions,
    property: `${property}.name`,
    to: types.catalogTable,
    names: ["name"],
});
const grantOnTable = namingTable("table");
const grantOnColumns = namingTable("tableWithColumns");

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

interface Settings {
    readonly adminPatterns: readonly string[];
    readonly columnParameters: readonly string[];
}

function judgeTable(
    table: Resource<aws.glue.CatalogTableArgs>,
    stack: StackGraph,
    { adminPatterns, columnParameters }: Settings,
): readonly Verdict[] {
    const personal = table.props
        .child("storageDescriptor")
        .each("columns")
        .map((column) => ({ name: column.text("name"), marked: isPersonal(column, columnParameters) }));
    const database = table.props.text("databaseName");
    const reads = (grant: Grant, property: "table" | "tableWithColumns") =>
        allOf(
            namesTable(grant, property, database),
            selects(grant),
            not(matchesPrincipal(grant.resource.props.text("principal"), adminPatterns)),
        );
    return [
        ...stack
            .attachedTo<GrantArgs>(table, grantOnTable)
            .flatMap((grant) =>
                check(
                    not(allOf(anyOf(...personal.map(({ marked }) => marked)), reads(grant, "table"))),
                    `The grant allows SELECT on all of table "${table.name}", personal columns included.`,
                    grant.resource.urn,
                ),
            ),
        ...stack
            .attachedTo<GrantArgs>(table, grantOnColumns)
            .flatMap((grant) =>
                check(
                    not(allOf(leavesIn(grant, personal), reads(grant, "tableWithColumns"))),
                    `The grant allows SELECT on all columns of table "${table.name}" but some, and excludedColumnNames does not hold every personal one.`,
                    grant.resource.urn,
                ),
            ),
    ];
}

interface MarkedColumn {
    readonly name: Field<string>;
    readonly marked: Truth;
}

/** Columns that are named were meant; a wildcard has to leave out each personal one. */
function leavesIn({ resource }: Grant, columns: readonly MarkedColumn[]): Truth {
    const selection = resource.props.child("tableWithColumns");
    const excluded = selection.texts("excludedColumnNames");
    const isExcluded = (name: Field<string>) =>
        satisfies(name, (own) => anyOf(...excluded.map((each) => isOneOf(each, [own]))), false);
    return allOf(
        isOneOf(selection.flag("wildcard"), [true]),
        anyOf(...columns.map(({ name, marked }) => allOf(marked, not(isExcluded(name))))),
    );
}

function isPersonal(column: Column, parameters: readonly string[]): Truth {
    const set = column.child("parameters");
    return anyOf(...parameters.map((parameter) => isOneOf(set.flag(parameter), [true])));
}

/** Tables of two databases may have one name. */
function namesTable(
    { resource, certain }: Grant,
    property: "table" | "tableWithColumns",
    database: Field<string>,
): Truth {
    const granted = resource.props.child(property).text("databaseName");
    const same = satisfies(granted, (name) => satisfies(database, (own) => own === name, true), true);
    return certain ? same : new Unknown([`${property}.name`]);
}

function selects({ resource }: Grant): Truth {
    return anyOf(...resource.props.texts("permissions").map((permission) => isOneOf(permission, ["SELECT", "ALL"])));
}
