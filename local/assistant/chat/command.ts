import { styleOf } from "../../answers/style";
import { readDeployment } from "../../deployment";
import { RUN_FILE, readRunFile } from "../../run-file";
import { PERSONAS } from "../../shop/personas";
import { inbox } from "../../shop-access";
import { AssistantClient } from "../client";
import { shopOf } from "../deployed-shop";
import type { Health } from "../protocol";
import { ShopClient } from "../shop-client";
import { ShopperSession } from "../shopper-session";
import { Chat } from "./chat";
import { givenLines, type Lines, streamLines, terminalLines } from "./lines";
import { jsonScreen, type Screen, textScreen } from "./screen";

export interface ChatCommandOptions {
    /** Key of the sample shopper; default the first. */
    readonly persona?: string;
    /** Only lists the sample shoppers. */
    readonly personas?: boolean;
    readonly trace?: boolean;
    /** Said one after the other instead of what is typed. */
    readonly message?: readonly string[];
    readonly json?: boolean;
    /** A conversation of the same shopper to go on with. */
    readonly conversation?: string;
}

export const ChatExit = { Done: 0, Failed: 1, WrongUse: 2 } as const;
export type ChatExit = (typeof ChatExit)[keyof typeof ChatExit];

export interface ChatStreams {
    readonly input: NodeJS.ReadStream | NodeJS.ReadableStream;
    readonly output: NodeJS.WritableStream & { readonly isTTY?: boolean; readonly columns?: number };
    readonly errors: NodeJS.WritableStream;
}

const PROCESS_STREAMS: ChatStreams = { input: process.stdin, output: process.stdout, errors: process.stderr };

/** Runs `lakefront chat` and returns the exit code. */
export async function runChat(
    options: ChatCommandOptions,
    runFile: string = RUN_FILE,
    streams: ChatStreams = PROCESS_STREAMS,
): Promise<ChatExit> {
    const complain = (message: string, code: ChatExit) => {
        streams.errors.write(`lakefront: ${message}\n`);
        return code;
    };
    if (options.personas === true) {
        for (const { key, summary } of PERSONAS) streams.output.write(`${key}\t${summary}\n`);
        return ChatExit.Done;
    }
    const persona = options.persona ?? PERSONAS[0]?.key ?? "";
    if (!PERSONAS.some(({ key }) => key === persona)) {
        const known = PERSONAS.map(({ key }) => key).join(", ");
        return complain(`There is no persona "${persona}"; choose one of ${known}.`, ChatExit.WrongUse);
    }
    const run = await readRunFile(runFile);
    if (run === undefined) {
        return complain("The lake isn't running: start it with `npm start`.", ChatExit.Failed);
    }
    if (run.assistant === undefined || run.deployment === undefined) {
        return complain("The assistant isn't there yet: the lake is still starting, or has no shop.", ChatExit.Failed);
    }
    const deployment = readDeployment(run.deployment);
    const shop = shopOf(deployment);
    if (shop === undefined) return complain("The program that runs has no shop.", ChatExit.Failed);
    const assistant = new AssistantClient(run.assistant);
    const client = new ShopClient(deployment.connection, shop.apiUrl);
    const signIn = (key: string, conversationId?: string) =>
        ShopperSession.signIn(assistant, client, key, { ...(conversationId !== undefined && { conversationId }) });
    try {
        const health = await assistant.health();
        const shopper = await signIn(persona, options.conversation);
        const screen = screenFor(options, streams);
        for (const line of greeting(health, shopper)) screen.notice(line);
        let chat: Chat | undefined;
        const interrupt = () => chat?.interrupt();
        const lines = linesFor(options, streams, interrupt);
        chat = new Chat(shopper, lines, screen, {
            signIn,
            personas: PERSONAS,
            inbox: () => inbox(deployment.connection),
        });
        process.on("SIGINT", interrupt);
        const { isWhole } = await chat.run().finally(() => process.off("SIGINT", interrupt));
        return isWhole || isInteractive(options, streams) ? ChatExit.Done : ChatExit.Failed;
    } catch (error) {
        return complain(error instanceof Error ? error.message : String(error), ChatExit.Failed);
    }
}

function screenFor(options: ChatCommandOptions, { output, errors }: ChatStreams): Screen {
    const write = (text: string) => void output.write(text);
    if (options.json === true) return jsonScreen(write, (text) => void errors.write(text));
    return textScreen({
        // A terminal that doesn't know its size says 0.
        style: styleOf({ isTTY: output.isTTY === true, ...(output.columns && { columns: output.columns }) }),
        wraps: output.isTTY === true,
        trace: options.trace === true,
        write,
    });
}

function linesFor(options: ChatCommandOptions, streams: ChatStreams, onInterrupt: () => void): Lines {
    const { input, output } = streams;
    const echo = options.json === true ? () => {} : (text: string) => void output.write(text);
    if (options.message !== undefined) return givenLines(options.message, echo);
    return isInteractive(options, streams) ? terminalLines(input, output, onInterrupt) : streamLines(input, echo);
}

function isInteractive({ message, json }: ChatCommandOptions, { input, output }: ChatStreams): boolean {
    const isTerminal = "isTTY" in input && input.isTTY === true && output.isTTY === true;
    return message === undefined && json !== true && isTerminal;
}

/** Who you are here, and what answers: nobody is to take a stand-in for a model, or a sample for a person. */
function greeting({ model }: Health, { who }: ShopperSession): string[] {
    return [
        `You are ${who.given_name}, a sample shopper (/persona has others).`,
        model.scripted
            ? "A scripted stand-in answers, not a language model: it knows a few kinds of question. LAKEFRONT_MODEL_URL sets a model."
            : `The model at ${model.url} answers.`,
        "/help shows what else you can do.",
    ];
}
