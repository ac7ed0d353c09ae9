import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { refuse } from "../problems";
import type { LakeTagsArgs } from "./lake-tags-args";
import { planTags, type TagStep } from "./lake-tags-plan";

/**
 * LF-tags: declares them, and attaches them to a database, its tables and their columns, so that grants can say
 * `sensitivity: internal` and hold for the tables of tomorrow too. The lake's own tables are tagged from their schemas.
 *
 * Each tag on each object is a resource of its own: other tags that the object carries stay, and a column that becomes
 * personal is tagged without touching the others. Give `dependsOn` the LakeSettings and the tables.
 */
export class LakeTags extends pulumi.ComponentResource {
    /** Values of each LF-tag, for the `lfTags` of grants in another stack. */
    readonly values: pulumi.Output<Record<string, string[]>>;
    /** The LF-tags, by key; none where another stack creates them. */
    readonly lfTags: Record<string, aws.lakeformation.LfTag>;

    constructor(name: string, args: LakeTagsArgs, opts?: pulumi.ComponentResourceOptions) {
        const { declared, steps, problems } = planTags(args);
        refuse("LakeTags", name, problems);
        super("lakefront:index:LakeTags", name, args, opts);
        this.lfTags = {};
        let previous: pulumi.Resource | undefined;
        // One after the other: Lake Formation refuses changes to a catalogue that it is changing already.
        const options = (): pulumi.CustomResourceOptions => ({
            parent: this,
            deleteBeforeReplace: true,
            dependsOn: previous ?? opts?.dependsOn,
        });
        for (const [key, values] of args.createTags === false ? [] : Object.entries(declared)) {
            const tag = new aws.lakeformation.LfTag(`${name}-${key}`, { key, values: [...values] }, options());
            this.lfTags[key] = tag;
            previous = tag;
        }
        for (const step of steps) {
            const attachment = attachmentOf(step, args.databaseName, this.lfTags[step.key]);
            previous = new aws.lakeformation.ResourceLfTag(`${name}-${step.suffix}`, attachment, options());
        }
        this.values = pulumi.output(
            Object.fromEntries(Object.entries(declared).map(([key, values]) => [key, [...values]])),
        );
        this.registerOutputs({ values: this.values, lfTags: this.lfTags });
    }
}

function attachmentOf(
    { table, column, key, value }: TagStep,
    databaseName: pulumi.Input<string>,
    tag: aws.lakeformation.LfTag | undefined,
): aws.lakeformation.ResourceLfTagArgs {
    const lfTag = { key: tag?.key ?? key, value };
    if (table === undefined) return { lfTag, database: { name: databaseName } };
    if (column === undefined) return { lfTag, table: { databaseName, name: table } };
    return { lfTag, tableWithColumns: { databaseName, name: table, columnNames: [column] } };
}
