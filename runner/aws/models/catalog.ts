import { composed, type Model, type Models, named, sideOf } from "../modelling";

/** Glue objects live in a catalog, which is the account's own unless another is named. */
const catalogId = (it: Parameters<Model>[0]): string => it.input("catalogId") ?? it.place.accountId;

const database: Model = (it) => {
    const name = it.name();
    return {
        id: `${catalogId(it)}:${name}`,
        outputs: { name, catalogId: catalogId(it), arn: it.arn("glue", `database/${name}`) },
    };
};

const table: Model = (it) => {
    const name = it.name();
    const databaseName = it.reference("databaseName");
    return {
        id: `${catalogId(it)}:${databaseName}:${name}`,
        outputs: { name, catalogId: catalogId(it), arn: it.arn("glue", `table/${databaseName}/${name}`) },
    };
};

/** A model of a Glue or Lake Formation object whose id starts with that of its catalog. */
function inCatalog(separator: string, ...properties: string[]): Model {
    return (it) => ({
        id: [catalogId(it), ...properties.map((property) => it.reference(property))].join(separator),
        outputs: { catalogId: catalogId(it) },
    });
}

const namedQuery: Model = (it) => ({ id: it.uuid(), outputs: { name: it.name() } });

const permissions: Model = (it) => ({ id: it.hex(10), outputs: { catalogId: catalogId(it) } });

/** AWS Glue, Amazon Athena and AWS Lake Formation. */
export const catalogModels: Models = {
    "aws:glue/catalogDatabase:CatalogDatabase": database,
    "aws:glue/catalogTable:CatalogTable": table,
    "aws:glue/catalogTableOptimizer:CatalogTableOptimizer": inCatalog(",", "databaseName", "tableName", "type"),
    "aws:glue/connection:Connection": (it) => {
        const name = it.name();
        return {
            id: `${catalogId(it)}:${name}`,
            outputs: { name, catalogId: catalogId(it), arn: it.arn("glue", `connection/${name}`) },
        };
    },
    "aws:glue/crawler:Crawler": named("glue", (name) => `crawler/${name}`),
    "aws:glue/dataCatalogEncryptionSettings:DataCatalogEncryptionSettings": (it) => ({
        id: catalogId(it),
        outputs: { catalogId: catalogId(it) },
    }),
    "aws:glue/dataQualityRuleset:DataQualityRuleset": named("glue", (name) => `dataQualityRuleset/${name}`),
    "aws:glue/job:Job": named("glue", (name) => `job/${name}`),
    "aws:glue/partitionIndex:PartitionIndex": inCatalog(":", "databaseName", "tableName"),
    "aws:glue/resourcePolicy:ResourcePolicy": (it) => ({ id: it.place.region, outputs: {} }),
    "aws:glue/securityConfiguration:SecurityConfiguration": (it) => {
        const name = it.name();
        return { id: name, outputs: { name } };
    },
    "aws:glue/trigger:Trigger": named("glue", (name) => `trigger/${name}`),
    "aws:athena/database:Database": (it) => ({ id: it.name(), outputs: { name: it.name() } }),
    "aws:athena/dataCatalog:DataCatalog": named("athena", (name) => `datacatalog/${name}`),
    "aws:athena/namedQuery:NamedQuery": namedQuery,
    "aws:athena/preparedStatement:PreparedStatement": composed("/", "workgroup", "name"),
    "aws:athena/workgroup:Workgroup": named("athena", (name) => `workgroup/${name}`),
    "aws:lakeformation/dataCellsFilter:DataCellsFilter": (it) => ({ id: it.hex(10), outputs: {} }),
    "aws:lakeformation/dataLakeSettings:DataLakeSettings": (it) => ({
        id: it.hex(10),
        outputs: { catalogId: catalogId(it) },
    }),
    "aws:lakeformation/lfTag:LfTag": inCatalog(":", "key"),
    "aws:lakeformation/permissions:Permissions": permissions,
    "aws:lakeformation/resource:Resource": sideOf("arn"),
    "aws:lakeformation/resourceLfTag:ResourceLfTag": permissions,
    "aws:lakeformation/resourceLfTags:ResourceLfTags": permissions,
};
