import { createInterface, type Interface } from "node:readline";
import { Mailbox } from "../mailbox";

/** Where a chat's messages come from. */
export interface Lines {
    /** The next one; undefined when there are no more. */
    next(prompt: string): Promise<string | undefined>;
    close(): void;
}

/** Messages that are given beforehand, each shown after its prompt. */
export function givenLines(messages: readonly string[], echo: (text: string) => void): Lines {
    const left = [...messages];
    return {
        next: async (prompt) => {
            const message = left.shift();
            if (message !== undefined) echo(`${prompt}${message}\n`);
            return message;
        },
        close: () => {
            left.length = 0;
        },
    };
}

/** One message a line of a stream, such as a pipe. */
export function streamLines(input: NodeJS.ReadableStream, echo: (text: string) => void): Lines {
    const reader = createInterface({ input });
    return readerLines(reader, (prompt, line) => {
        if (line !== undefined) echo(`${prompt}${line}\n`);
    });
}

/** One message a line, typed at a terminal. */
export function terminalLines(
    input: NodeJS.ReadableStream,
    output: NodeJS.WritableStream,
    onInterrupt: () => void,
): Lines {
    const reader = createInterface({ input, output, terminal: true });
    reader.on("SIGINT", onInterrupt);
    return readerLines(
        reader,
        () => {},
        (prompt) => {
            reader.setPrompt(prompt);
            reader.prompt();
        },
    );
}

function readerLines(
    reader: Interface,
    taken: (prompt: string, line: string | undefined) => void,
    ask: (prompt: string) => void = () => {},
): Lines {
    // From the start: lines that come while nobody waits would be lost.
    const lines = new Mailbox<string>();
    reader.on("line", (line) => lines.put(line));
    reader.on("close", () => lines.close());
    const iterator = lines[Symbol.asyncIterator]();
    return {
        next: async (prompt) => {
            ask(prompt);
            const { value, done } = await iterator.next();
            const line = done === true ? undefined : value;
            taken(prompt, line);
            return line;
        },
        close: () => reader.close(),
    };
}
