import { rmSync, writeFileSync } from "node:fs";
import { expectedFile, Judge, programs } from "./corpus";

/**
 * Writes down what the rules find now. Read the difference before it is committed: each line says that the program
 * deserves it.
 *
 *     node -r ./bin/register.cjs test/policies/corpus/write-expected.ts [program…]
 */
async function main(): Promise<void> {
    const wanted = process.argv.slice(2);
    const judge = new Judge();
    for (const program of programs.filter(({ name }) => wanted.length === 0 || wanted.includes(name))) {
        const { violations, undetermined, resources } = await judge.judge(program);
        rmSync(expectedFile(program), { force: true });
        if (violations.length > 0) {
            writeFileSync(expectedFile(program), violations.map((line) => `${line}\n`).join(""));
        }
        const open = undetermined.map((line) => `\n    not judged: ${line}`).join("");
        console.log(`${program.name}: ${resources} resources, ${violations.length} violations${open}`);
    }
    await judge.stop();
}

void main();
