import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { loadStackConfig } from "../../runner";

const ROOT = join(__dirname, "../..");

/** Runs the program in Pulumi's own test runtime, against a provider that gives back its inputs and no output of its own. */
async function main(stack: string): Promise<void> {
    const { project, config } = loadStackConfig(ROOT, stack);
    const inputs: Record<string, unknown> = {};
    await pulumi.runtime.setMocks(
        {
            newResource: ({ type, name, inputs: state }) => {
                inputs[`${type} ${name}`] = state;
                return { id: name, state };
            },
            call: () => ({ accountId: "111122223333", region: "eu-west-1", partition: "aws" }),
        },
        project,
        stack,
        false,
    );
    pulumi.runtime.setAllConfig(config);
    await pulumi.runtime.runInPulumiStack(async () => await import(join(ROOT, "index.ts")));
    await pulumi.runtime.disconnect();
    const ordered = Object.fromEntries(Object.entries(inputs).sort(([left], [right]) => (left < right ? -1 : 1)));
    process.stdout.write(JSON.stringify(ordered));
}

main(process.argv[2] ?? "").catch((error: unknown) => {
    console.error(error);
    process.exit(1);
});
