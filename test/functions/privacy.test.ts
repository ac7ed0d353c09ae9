import { expect } from "chai";
import fc from "fast-check";
import { transformBatch } from "../../functions/shared/batch";
import { agentEventMapping } from "../../functions/transform-agent-events/mapping";
import { contactRecordMapping } from "../../functions/transform-contact-records/mapping";
import { fixture, type Json, pathsToContainers, recordOf, surroundings, withValueAt } from "./support";

const marker = "Zx7Qmarker";

describe("the log of a transform", () => {
    for (const [name, mapping] of [
        ["contact-record", contactRecordMapping],
        ["agent-event", agentEventMapping],
    ] as const) {
        const document = fixture(name);
        const places = leaves(document);

        it(`never holds a value of a ${name}, whatever becomes of it`, async () => {
            const value = fc.oneof(
                fc.constant(marker),
                fc.string().map((text) => `${text}${marker}${text}`),
                fc.constant({ [marker]: marker }),
                fc.constant([marker, { a: marker }]),
            );
            const failing = fc.boolean();
            await fc.assert(
                fc.asyncProperty(
                    fc.array(fc.tuple(fc.constantFrom(...places), value), { minLength: 1, maxLength: 8 }),
                    failing,
                    async (changes, isFailing) => {
                        const changed = changes.reduce(
                            (current, [path, replacement]) => withValueAt(current, path, replacement),
                            document,
                        );
                        const text = JSON.stringify(changed);
                        const fail = async () => {
                            throw Object.assign(new Error(marker), { name: "AccessDenied" });
                        };
                        const world = surroundings(
                            isFailing ? { quarantine: { keep: fail }, source: { put: fail } } : {},
                        );
                        const printed = await captured(() =>
                            transformBatch(
                                mapping,
                                [recordOf(text), recordOf(`${marker} ${text}`), recordOf(text.slice(1))],
                                world,
                            ),
                        );
                        expect(world.lines.join("\n") + printed).not.to.contain(marker);
                        expect(world.lines).to.have.length(1);
                    },
                ),
                { numRuns: 150 },
            );
        });
    }

    it("names unknown fields, but no key that could itself be data", async () => {
        const world = surroundings();
        const document = {
            ...fixture("contact-record"),
            NewField: 1,
            "+15555550100": 1,
            "jane@example.com": 1,
            "Ana Silva": 1,
        };
        await transformBatch(contactRecordMapping, [recordOf(JSON.stringify(document))], world);
        expect(JSON.parse(world.lines[0] ?? "").unknownKeys).to.deep.equal({ NewField: 1, "(other)": 3 });
    });
});

/** Paths to all values that are no objects or lists. */
function leaves(document: Json): string[][] {
    return pathsToContainers(document).flatMap((path) =>
        Object.entries(valueAt(document, path) as Json)
            .filter(([, value]) => typeof value !== "object")
            .map(([key]) => [...path, key]),
    );
}

function valueAt(document: Json, path: readonly string[]): unknown {
    return path.reduce<unknown>((value, key) => (value as Json)[key], document);
}

/** What `work` writes to the process' own output. */
async function captured(work: () => Promise<unknown>): Promise<string> {
    let text = "";
    const { write } = process.stdout;
    const { write: writeError } = process.stderr;
    const keep = (chunk: string | Uint8Array) => {
        text += String(chunk);
        return true;
    };
    process.stdout.write = keep;
    process.stderr.write = keep;
    try {
        await work();
    } finally {
        process.stdout.write = write;
        process.stderr.write = writeError;
    }
    return text;
}
