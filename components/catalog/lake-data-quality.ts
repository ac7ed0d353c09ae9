import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { type ColumnFacts, columnFacts, tables } from "../../schemas";
import { rangeProblem, refuse } from "../problems";
import { hint } from "../support/nearest";
import { ruleProblems, rulesetText } from "./dqdl";
import { isNested } from "./iceberg-types";
import { catalogNameProblems } from "./names";
import type { LakeDataQualityArgs, TableQualityArgs } from "./quality-args";
import { qualityRules, type TableFacts } from "./quality-rules";
import { shapeProblems } from "./table-columns";

/** https://docs.aws.amazon.com/glue/latest/webapi/API_CreateDataQualityRuleset.html */
const LONGEST_NAME = 255;
const LONGEST_RULESET = 65_536;
const MANY = Number.MAX_SAFE_INTEGER;

/**
 * Glue Data Quality rulesets that follow from what the schemas know: which columns there are, which are always set, what
 * values they take, what names a row. A ruleset only says what is checked; a run of it is started by whoever schedules
 * it.
 */
export class LakeDataQuality extends pulumi.ComponentResource {
    /** Names of the rulesets, by table. */
    readonly rulesetNames: Record<string, pulumi.Output<string>>;
    /** The rulesets, by table. */
    readonly rulesets: Record<string, aws.glue.DataQualityRuleset>;

    constructor(name: string, args: LakeDataQualityArgs, opts?: pulumi.ComponentResourceOptions) {
        const prefix = args.namePrefix ?? name;
        refuse("LakeDataQuality", name, argsProblems(prefix, args));
        super("lakefront:index:LakeDataQuality", name, args, opts);
        this.rulesets = {};
        this.rulesetNames = {};
        for (const [key, table] of Object.entries(args.tables)) {
            const ruleset = new aws.glue.DataQualityRuleset(
                `${name}-${key}`,
                {
                    name: `${prefix}-${key}`,
                    description: `What holds for every row of ${key}.`,
                    ruleset: rulesetOf(key, table),
                    targetTable: { databaseName: args.databaseName, tableName: table.tableName ?? key },
                    tags: args.tags,
                },
                // Two rulesets of one name can't stand side by side.
                { parent: this, dependsOn: opts?.dependsOn, deleteBeforeReplace: true },
            );
            this.rulesets[key] = ruleset;
            this.rulesetNames[key] = ruleset.name;
        }
        this.registerOutputs({ rulesetNames: this.rulesetNames, rulesets: this.rulesets });
    }
}

function rulesetOf(key: string, table: TableQualityArgs): string {
    return rulesetText([...qualityRules(factsOf(key, table)), ...(table.rules ?? [])]);
}

function schemaOf(key: string, { schema = key, columns }: TableQualityArgs) {
    return columns === undefined && Object.hasOwn(tables, schema) ? tables[schema] : undefined;
}

function columnsOf(key: string, table: TableQualityArgs): ColumnFacts[] {
    const schema = schemaOf(key, table);
    const columns = schema
        ? columnFacts(schema)
        : (table.columns ?? []).map(({ name, type }) => ({ name, type, required: false }));
    return columns.map((column) => ({
        ...column,
        required: column.required || (table.required ?? []).includes(column.name),
    }));
}

function freshnessOf(key: string, table: TableQualityArgs): TableFacts["freshness"] {
    const column = table.freshness?.column ?? schemaOf(key, table)?.arrival;
    return table.freshness && column !== undefined ? { hours: table.freshness.hours, column } : undefined;
}

function factsOf(key: string, table: TableQualityArgs): TableFacts {
    return {
        columns: columnsOf(key, table),
        key: table.key,
        deliveryKey: table.key === undefined ? schemaOf(key, table)?.deliveryKey : undefined,
        freshness: freshnessOf(key, table),
        minRows: table.minRows ?? 1,
    };
}

function argsProblems(prefix: string, args: LakeDataQualityArgs): string[] {
    const all = Object.entries(args.tables);
    if (all.length === 0) return ["tables is empty: name a table, for example tables: { contact_records: {} }."];
    return all.flatMap(([key, table]) => {
        const property = `tables.${key}`;
        const shape = shapeOfTable(key, table).map((problem) => `${property}: ${problem}`);
        return [
            ...catalogNameProblems(`the key of ${property}`, key),
            ...nameProblems(`${prefix}-${key}`),
            ...(shape.length > 0 ? shape : tableProblems(property, key, table)),
        ];
    });
}

function shapeOfTable(key: string, { schema, columns }: TableQualityArgs): string[] {
    const named = schema ?? (columns === undefined && Object.hasOwn(tables, key) ? key : undefined);
    return shapeProblems({ schema: named, columns });
}

function nameProblems(rulesetName: string): string[] {
    return rulesetName.length <= LONGEST_NAME
        ? []
        : [
              `the ruleset's name is ${rulesetName.length} characters long: Glue takes ${LONGEST_NAME}; give a shorter namePrefix.`,
          ];
}

function tableProblems(property: string, key: string, table: TableQualityArgs): string[] {
    const columns = columnsOf(key, table);
    const names = columns.map((column) => column.name);
    const nested = (path: string, column: string) =>
        columns.some(({ name, type }) => name === column && isNested(type))
            ? [
                  `${path} is "${column}", which holds other values: Glue Data Quality reads columns of simple types only.`,
              ]
            : [];
    const unknown = (path: string, column: string) =>
        names.includes(column)
            ? []
            : [`${path} is "${column}"${hint(column, names)}, which the table lacks: it has ${names.join(", ")}.`];
    const { freshness, minRows, rules = [], required = [], key: keyColumns } = table;
    return [
        ...required.flatMap((column, index) => [
            ...unknown(`${property}.required[${index}]`, column),
            ...nested(`${property}.required[${index}]`, column),
        ]),
        ...(keyColumns ?? []).flatMap((column, index) => [
            ...unknown(`${property}.key[${index}]`, column),
            ...nested(`${property}.key[${index}]`, column),
        ]),
        ...(keyColumns?.length === 0
            ? [`${property}.key is empty: name the columns that name a row, or leave it out.`]
            : []),
        ...rangeProblem(`${property}.minRows`, minRows, 0, MANY),
        ...rangeProblem(`${property}.freshness.hours`, freshness?.hours, 1, MANY),
        ...(freshness?.column === undefined ? [] : unknown(`${property}.freshness.column`, freshness.column)),
        ...timeProblems(property, key, table),
        ...rules.flatMap((rule, index) => ruleProblems(`${property}.rules[${index}]`, rule, names)),
        ...lengthProblems(property, rulesetOf(key, table).length),
    ];
}

function timeProblems(property: string, key: string, table: TableQualityArgs): string[] {
    if (table.freshness === undefined) return [];
    const name = freshnessOf(key, table)?.column;
    if (name === undefined) {
        return [
            `${property}.freshness.column is missing: name the column with the time of a row, for example "updated_ts".`,
        ];
    }
    const column = columnsOf(key, table).find((candidate) => candidate.name === name);
    return column === undefined || column.type === "timestamp"
        ? []
        : [`${property}.freshness.column is "${name}", a ${column.type}: it takes a column of timestamps.`];
}

function lengthProblems(property: string, length: number): string[] {
    return length <= LONGEST_RULESET
        ? []
        : [
              `${property} has a ruleset of ${length} characters: Glue takes ${LONGEST_RULESET}; give fewer or shorter rules.`,
          ];
}
