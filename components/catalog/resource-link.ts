import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { type Place, placeOf } from "../account";
import { isPlain, refuse } from "../problems";
import { catalogNameProblems } from "./names";

/** The database or the table that a link stands for. */
export interface LinkTarget {
    /** Account whose Data Catalog holds it, 12 digits. Default: the account that the link is in. */
    accountId?: pulumi.Input<string>;
    /** Region that it is in. Default: the Region that the link is in. */
    region?: pulumi.Input<string>;
    /** Name of the database. */
    databaseName: pulumi.Input<string>;
    /** Name of the table, for a link to a table. Default: the link is to the database, with all its tables. */
    tableName?: pulumi.Input<string>;
}

/** Arguments of a ResourceLink. */
export interface ResourceLinkArgs {
    /**
     * Name of the link: lower-case letters, digits and "_". Queries say it for the target's. Default: the component's
     * name, with "_" for "-".
     */
    linkName?: string;
    /** Database that a link to a table is kept in; it is no link itself. Not for a link to a database. */
    databaseName?: pulumi.Input<string>;
    /** What the link stands for: the thing itself, for links to links are not followed. */
    target: LinkTarget;
    /** The account that the link is in. Default: looked up. */
    accountId?: pulumi.Input<string>;
    /** The Region that the link is in. Default: looked up. */
    region?: pulumi.Input<string>;
}

/**
 * A name in this catalogue for a database or a table of another account, of another Region, or of another name.
 *
 * A link gives no access. Grant `DESCRIBE` on the link here, and `SELECT` and the like on the target itself, in the
 * account that owns it (https://docs.aws.amazon.com/lake-formation/latest/dg/granting-link-permissions.html). A changed
 * link is replaced, and its own grants go with the old one: let them depend on it.
 */
export class ResourceLink extends pulumi.ComponentResource {
    /** Name of the link; resolves once it exists. */
    readonly linkName: pulumi.Output<string>;
    /** The Glue database that is the link, for a link to a database. */
    readonly database?: aws.glue.CatalogDatabase;
    /** The Glue table that is the link, for a link to a table. */
    readonly table?: aws.glue.CatalogTable;

    constructor(name: string, args: ResourceLinkArgs, opts?: pulumi.ComponentResourceOptions) {
        const linkName = args.linkName ?? name.toLowerCase().replaceAll("-", "_");
        refuse("ResourceLink", name, argsProblems(linkName, args));
        super("lakefront:index:ResourceLink", name, args, opts);
        const target = resolvedTarget(name, linkName, args, placeOf(args, this));
        if (args.databaseName === undefined) {
            this.database = databaseLink(name, linkName, target, this, opts?.dependsOn);
        } else {
            this.table = tableLink(name, linkName, args.databaseName, target, this, opts?.dependsOn);
        }
        const made = [this.database, this.table].map((link) => link?.urn);
        this.linkName = pulumi.all([linkName, ...made]).apply(([known]) => known ?? linkName);
        this.registerOutputs({ linkName: this.linkName, database: this.database, table: this.table });
    }
}

/** The target, every part of it known. */
interface ResolvedTarget {
    readonly accountId: string;
    readonly region: string;
    readonly databaseName: string;
    readonly tableName?: string;
}

type DependsOn = pulumi.ComponentResourceOptions["dependsOn"];

/** Glue's update of a link changes the target, whoever owns it: so every change makes a new link. */
function linkOptions(parent: pulumi.Resource, dependsOn: DependsOn, shownOfTarget: string[]) {
    return {
        parent,
        dependsOn,
        replaceOnChanges: ["*"],
        // Two entries of one name can't stand side by side.
        deleteBeforeReplace: true,
        // Glue shows the target's own properties on its link: they are no changes of the link.
        ignoreChanges: shownOfTarget,
    };
}

function databaseLink(
    name: string,
    linkName: string,
    target: pulumi.Output<ResolvedTarget>,
    parent: pulumi.Resource,
    dependsOn: DependsOn,
): aws.glue.CatalogDatabase {
    return new aws.glue.CatalogDatabase(
        `${name}-link`,
        {
            name: linkName,
            targetDatabase: target.apply(({ accountId, region, databaseName }) => ({
                catalogId: accountId,
                databaseName,
                region,
            })),
        },
        linkOptions(parent, dependsOn, ["createTableDefaultPermissions", "description", "locationUri", "parameters"]),
    );
}

function tableLink(
    name: string,
    linkName: string,
    databaseName: pulumi.Input<string>,
    target: pulumi.Output<ResolvedTarget>,
    parent: pulumi.Resource,
    dependsOn: DependsOn,
): aws.glue.CatalogTable {
    return new aws.glue.CatalogTable(
        `${name}-link`,
        {
            name: linkName,
            databaseName,
            targetTable: target.apply(({ accountId, region, databaseName: database, tableName = "" }) => ({
                catalogId: accountId,
                databaseName: database,
                name: tableName,
                region,
            })),
        },
        linkOptions(parent, dependsOn, [
            "description",
            "owner",
            "parameters",
            "partitionKeys",
            "retention",
            "storageDescriptor",
            "tableType",
            "viewExpandedText",
            "viewOriginalText",
        ]),
    );
}

/** The target with its defaults; refused when it turns out to be the link itself. */
function resolvedTarget(
    name: string,
    linkName: string,
    args: ResourceLinkArgs,
    place: pulumi.Output<Place>,
): pulumi.Output<ResolvedTarget> {
    return pulumi
        .output({ place, home: args.databaseName, target: args.target })
        .apply(({ place: here, home, target }) => {
            const resolved = {
                ...target,
                accountId: target.accountId ?? here.accountId,
                region: target.region ?? here.region,
            };
            const isHere = resolved.accountId === here.accountId && resolved.region === here.region;
            const isItself =
                target.tableName === undefined
                    ? target.databaseName === linkName
                    : target.databaseName === home && target.tableName === linkName;
            refuse("ResourceLink", name, isHere && isItself ? [selfLink(linkName)] : []);
            return resolved;
        });
}

function selfLink(linkName: string): string {
    return `target is ${linkName} of this account and Region, the link itself: name another, or give the link another linkName.`;
}

function argsProblems(linkName: string, { databaseName, target }: ResourceLinkArgs): string[] {
    return [
        ...catalogNameProblems("linkName", linkName),
        ...(databaseName === undefined && target.tableName !== undefined
            ? [
                  "databaseName is missing: a link to a table is kept in a database; name it, or leave target.tableName out.",
              ]
            : []),
        ...(databaseName !== undefined && target.tableName === undefined
            ? [
                  "databaseName is given, and target.tableName is not: a link to a database is kept in none; leave it out.",
              ]
            : []),
        ...(isPlain(databaseName) ? catalogNameProblems("databaseName", databaseName) : []),
        ...targetNameProblems("target.databaseName", target.databaseName),
        ...targetNameProblems("target.tableName", target.tableName),
        ...formProblems("target.accountId", target.accountId, /^\d{12}$/, "111122223333"),
        ...formProblems("target.region", target.region, /^[a-z]{2}(-[a-z]+)+-\d$/, "eu-central-1"),
    ];
}

/** Glue folds names to lower case; what else a name of another account holds is up to that account. */
function targetNameProblems(property: string, name: pulumi.Input<string> | undefined): string[] {
    if (!isPlain(name) || (name !== "" && name === name.toLowerCase())) return [];
    return [`${property} is "${name}": it takes the name as the catalogue has it, in lower case, for example "sales".`];
}

function formProblems(
    property: string,
    value: pulumi.Input<string> | undefined,
    form: RegExp,
    example: string,
): string[] {
    if (!isPlain(value) || form.test(value)) return [];
    return [`${property} is "${value}": it takes the like of "${example}".`];
}
