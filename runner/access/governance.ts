import { databasesOf, tablesOf } from "./catalog";
import { spelledOut } from "./permissions";
import { byText, fieldsOf, isUnknown, listOf, nameOf, namesOf, settled, textOf, textsOf } from "./read";
import { databaseOpensTables, defaultsNotKnown, isIamGroup, type Settings, settingsOf } from "./settings";
import { expressionOf, matches, tagAssignmentsOf } from "./tags";
import { bucketPath, cellsFiltersOf, type Named, targetOf } from "./targets";
import {
    type AccessResource,
    type Governance,
    type GovernedDatabase,
    type GovernedTable,
    type Grant,
    IAM_ALLOWED_PRINCIPALS,
    NOT_KNOWN,
    type OptIn,
    type RegisteredLocation,
    type Target,
    type Undetermined,
} from "./types";

/**
 * Reads out of a program's resources everything that decides who may read what: grants, filters, LF-tags, registered
 * locations, opt-ins, administrators, and the databases and tables that they are on.
 *
 * Whatever only the update will tell is listed in `undetermined`; nothing is left out silently.
 */
export function governanceOf(resources: readonly AccessResource[]): Governance {
    const all = byType(resources);
    const undetermined: Undetermined[] = [];
    const assigned = tagAssignmentsOf([...all("resourceLfTag"), ...all("resourceLfTags")], ({ name }) =>
        undetermined.push({ resource: name, reason: `${name} attaches LF-tags that are not known before the update.` }),
    );
    const settings = settingsOf(all("dataLakeSettings"));
    for (const resource of [...all("dataLakeSettings"), ...all("catalogDatabase")]) {
        if (defaultsNotKnown(resource)) {
            const reason = `${resource.name} has defaults that are not known before the update: IAM policies may decide on new databases and tables.`;
            undetermined.push({ resource: resource.name, reason });
        }
    }
    const databases = databasesOf(all("catalogDatabase"), assigned);
    const tables = tablesOf(all("catalogTable"), databases, assigned);
    const named: Named = {
        filters: cellsFiltersOf(all("dataCellsFilter")),
        expressions: savedExpressions(all("lfTagExpression")),
        catalogs: new Set(
            all("catalogDatabase").map((resource) => textOf(settled(resource, "catalogId")) ?? NOT_KNOWN),
        ),
    };
    const grants = [
        ...all("permissions").flatMap((resource) => grantOf(resource, named, undetermined)),
        ...defaultGrants(settings, databases, all("catalogDatabase")),
    ];
    markIamDecided(grants, databases, tables);
    return {
        databases,
        tables,
        grants,
        admins: settings.admins,
        readOnlyAdmins: settings.readOnlyAdmins,
        locations: all("resource").map(locationOf),
        optIns: all("optIn").flatMap((resource) => optInsOf(resource, named, undetermined)),
        tags: Object.fromEntries(
            all("lfTag").map(({ inputs }) => [nameOf(inputs.key) ?? NOT_KNOWN, namesOf(inputs.values)]),
        ),
        settingsDeclared: settings.declared,
        undetermined: undetermined.sort((one, other) => byText(one.reason, other.reason)),
    };
}

const TYPE = /^aws:(?:lakeformation|glue)\/\w+:(\w+)$/;

/** Resources by the last part of their type token, in lower camel case as the provider's modules are. */
function byType(resources: readonly AccessResource[]): (type: string) => AccessResource[] {
    const found = new Map<string, AccessResource[]>();
    for (const resource of resources) {
        const type = TYPE.exec(resource.type)?.[1];
        if (type === undefined) continue;
        const key = type.charAt(0).toLowerCase() + type.slice(1);
        const same = found.get(key);
        if (same === undefined) found.set(key, [resource]);
        else same.push(resource);
    }
    return (type) => found.get(type) ?? [];
}

function grantOf(resource: AccessResource, named: Named, undetermined: Undetermined[]): Grant[] {
    const { name, urn, inputs } = resource;
    const principal = principalOf(inputs.principal);
    const placed = targetOf(inputs, named);
    if ("problem" in placed) {
        undetermined.push({ resource: name, principal, reason: `${name} ${placed.problem}.` });
        return [];
    }
    const permissions = textsOf(inputs.permissions);
    if (permissions.includes(NOT_KNOWN)) {
        undetermined.push({
            resource: name,
            principal,
            reason: `${name} has permissions that are not known before the update.`,
        });
    }
    const known = (list: string[]) =>
        spelledOut(
            list.filter((permission) => permission !== NOT_KNOWN),
            placed.target,
        );
    return [
        {
            name,
            urn,
            principal,
            permissions: known(permissions),
            grantable: known(textsOf(inputs.permissionsWithGrantOptions)),
            on: placed.target,
        },
    ];
}

function principalOf(value: unknown): string {
    const principal = textOf(value) ?? NOT_KNOWN;
    return isIamGroup(principal) ? IAM_ALLOWED_PRINCIPALS : principal;
}

/**
 * What the account's defaults, or a database's own, grant to `IAM_ALLOWED_PRINCIPALS` on what is created.
 *
 * Source: https://docs.aws.amazon.com/lake-formation/latest/dg/change-settings.html
 */
function defaultGrants(
    settings: Settings,
    databases: readonly GovernedDatabase[],
    resources: AccessResource[],
): Grant[] {
    const grant = (name: string, urn: string | undefined, on: Target): Grant => ({
        name,
        urn,
        principal: IAM_ALLOWED_PRINCIPALS,
        permissions: spelledOut(["ALL"], on),
        grantable: [],
        on,
    });
    return databases.flatMap(({ name: database }, index) => {
        const resource = resources[index];
        const own = resource && databaseOpensTables(resource.inputs);
        const source = own === undefined ? settings : resource;
        return [
            ...(settings.iamOnDatabases ? [grant(settings.name, settings.urn, { kind: "database", database })] : []),
            ...((own ?? settings.iamOnTables)
                ? [grant(source?.name ?? "", source?.urn, { kind: "allTables", database })]
                : []),
        ];
    });
}

/** Where the group of all IAM principals may read, IAM policies have the last word. */
function markIamDecided(grants: readonly Grant[], databases: GovernedDatabase[], tables: GovernedTable[]): void {
    const open = grants.filter(({ principal }) => principal === IAM_ALLOWED_PRINCIPALS);
    const readable = open.filter(({ permissions }) => permissions.includes("SELECT")).map(({ on }) => on);
    const openDatabases = new Set(open.flatMap(({ on }) => (on.kind === "database" ? [on.database] : [])));
    const openTables = new Set(readable.flatMap((on) => (on.kind === "table" ? [`${on.database}.${on.table}`] : [])));
    const openWhole = new Set(readable.flatMap((on) => (on.kind === "allTables" ? [on.database] : [])));
    const policies = readable.flatMap((on) => (on.kind === "tagPolicy" ? [on.expression] : []));
    for (const database of databases) {
        database.iamDecides = openDatabases.has(database.name);
    }
    for (const table of tables) {
        table.iamDecides =
            openWhole.has(table.database) ||
            openTables.has(`${table.database}.${table.name}`) ||
            policies.some((expression) => matches(expression, table.tags));
    }
}

/** A location that may be in hybrid mode is taken for one: no table is called governed that may not be. */
function locationOf({ inputs }: AccessResource): RegisteredLocation {
    const { hybridAccessEnabled } = inputs;
    const hybrid = hybridAccessEnabled === true || isUnknown(hybridAccessEnabled);
    return { path: bucketPath(textOf(inputs.arn) ?? NOT_KNOWN), hybrid };
}

function optInsOf(resource: AccessResource, named: Named, undetermined: Undetermined[]): OptIn[] {
    const { name, inputs } = resource;
    const principals = listOf(inputs.principals).map((entry) =>
        principalOf(fieldsOf(entry)?.dataLakePrincipalIdentifier ?? entry),
    );
    return listOf(inputs.resourceDatas).flatMap((data) => {
        const placed = targetOf(fieldsOf(data) ?? {}, named);
        if ("target" in placed) return principals.map((principal) => ({ principal, on: placed.target }));
        undetermined.push({ resource: name, reason: `${name} ${placed.problem}.` });
        return [];
    });
}

function savedExpressions(resources: readonly AccessResource[]): Named["expressions"] {
    return new Map(
        resources.map((resource) => [
            textOf(resource.inputs.name) ?? textOf(resource.outputs?.name) ?? resource.name,
            expressionOf(resource.inputs.expressions, "tagKey", "tagValues"),
        ]),
    );
}
