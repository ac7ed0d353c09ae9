import { Command } from "commander";
import { version } from "../package.json";
import { register as registerCheck } from "./check";
import { register as registerQuery } from "./query";
import { register as registerStart } from "./start";

const program = new Command("lakefront")
    .description("A governed contact-centre data lake on AWS, and all of it on this machine.")
    .version(version)
    .showHelpAfterError("(lakefront <command> --help tells the options)")
    .configureHelp({ sortSubcommands: true });

for (const register of [registerStart, registerQuery, registerCheck]) register(program);

program.parseAsync().catch((error: unknown) => {
    process.stderr.write(`lakefront: ${describe(error)}\n`);
    process.exitCode = 1;
});

/** The message for people; the stack only on request, since an expected failure needs none. */
function describe(error: unknown): string {
    if (!(error instanceof Error)) return String(error);
    return process.env.LAKEFRONT_DEBUG ? (error.stack ?? error.message) : error.message;
}
