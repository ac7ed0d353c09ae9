import { Command } from "commander";
import { version } from "../package.json";
import { register as registerAccess } from "./access";
import { register as registerChat } from "./chat";
import { register as registerCheck } from "./check";
import { EXIT_UNUSABLE, messageOf } from "./errors";
import { register as registerEval } from "./eval";
import { register as registerQuery } from "./query";
import { register as registerStart } from "./start";
import { register as registerSync } from "./sync";

const program = new Command("lakefront")
    .description("A governed contact-centre data lake on AWS, and all of it on this machine.")
    .version(version)
    .showHelpAfterError("(lakefront <command> --help tells the options)")
    .configureHelp({ sortSubcommands: true })
    .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : EXIT_UNUSABLE));

for (const register of [
    registerStart,
    registerQuery,
    registerCheck,
    registerAccess,
    registerEval,
    registerChat,
    registerSync,
])
    register(program);

program.parseAsync().catch((error: unknown) => {
    process.stderr.write(`lakefront: ${messageOf(error)}\n`);
    process.exitCode = 1;
});
