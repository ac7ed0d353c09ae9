import { expect } from "chai";
import fc from "fast-check";
import { bars } from "../../../local/answers/charts/bars";
import { columns, sparkline } from "../../../local/answers/charts/columns";
import { heat } from "../../../local/answers/charts/heat";
import { paint, styleOf } from "../../../local/answers/style";
import { frame } from "../../../local/answers/table";
import { bytes, displayWidth, duration, fitted, wrapped } from "../../../local/answers/text";

const UNICODE = { width: 40, unicode: true, colour: false };
const ASCII = { width: 40, unicode: false, colour: false };
const isAscii = (lines: readonly string[]) => /^[\x20-\x7e\n]*$/.test(lines.join("\n"));

describe("terminal style", () => {
    it("is Unicode and coloured only on a terminal whose locale is UTF-8", () => {
        const terminal = { isTTY: true, columns: 90 };
        expect(styleOf(terminal, { LANG: "en_GB.UTF-8" })).to.deep.equal({ width: 90, unicode: true, colour: true });
        expect(styleOf(terminal, { LANG: "C" })).to.include({ unicode: false, colour: true });
        expect(styleOf(terminal, { LANG: "en_GB.UTF-8", LC_ALL: "C" })).to.include({ unicode: false });
        expect(styleOf({}, { LANG: "en_GB.UTF-8" })).to.include({ unicode: false, colour: false });
        expect(styleOf(terminal, { LANG: "en_GB.UTF-8", TERM: "dumb" })).to.include({ unicode: false, colour: false });
    });

    it("has no colours with NO_COLOR", () => {
        const style = styleOf({ isTTY: true }, { NO_COLOR: "1" });
        expect(paint("x", "red", style)).to.equal("x");
        expect(paint("x", "red", { ...style, colour: true })).to.equal("\u001b[31mx\u001b[0m");
    });
});

describe("bars", () => {
    const items = [
        { label: "Orders", value: 10, caption: "10" },
        { label: "Returns", value: 5, caption: "5" },
        { label: "None", value: 0, caption: "0" },
    ];

    it("are as long as their values", () => {
        const [orders = "", returns = "", none = ""] = bars(items, ASCII);
        const length = (line: string) => line.split("#").length - 1;
        expect(length(returns)).to.equal(Math.round(length(orders) / 2));
        expect(length(none)).to.equal(0);
        expect(orders).to.match(/^Orders {3}#+ {2}10$/);
    });

    it("show eighths of a column in Unicode", () => {
        expect(
            bars(
                [
                    { label: "a", value: 1, caption: "" },
                    { label: "b", value: 0.99, caption: "" },
                ],
                UNICODE,
            )[1],
        ).to.match(/█+[▏▎▍▌▋▊▉]/);
    });

    it("never grow wider than the terminal, whatever the labels and values", () => {
        const item = fc.record({
            label: fc.string({ maxLength: 60 }),
            value: fc.double({ noNaN: true, min: -1, max: 1e9 }),
            caption: fc.string({ maxLength: 8 }),
        });
        fc.assert(
            fc.property(fc.array(item, { maxLength: 6 }), fc.boolean(), (all, unicode) => {
                const lines = bars(all, { width: 40, unicode, colour: false });
                expect(lines.every((line) => displayWidth(line) <= 40)).to.equal(true);
            }),
        );
    });
});

describe("columns, heat rows and sparklines", () => {
    it("stand as high as their values, over their labels", () => {
        expect(columns([0, 1, 2], ["00", "01", "02"], ASCII, 2)).to.deep.equal(["      ##", "   ## ##", "00 01 02"]);
        expect(columns([1, 8], ["a", "b"], UNICODE, 1)).to.deep.equal(["▁▁ ██", "a  b"]);
    });

    it("shade on one scale for all rows, and anything above nothing at least lightly", () => {
        const rows = [
            { label: "VOICE", values: [100, 50, 0], caption: "150" },
            { label: "CHAT", values: [1, 0, 0], caption: "1" },
        ];
        expect(heat(rows, ["00", "01", "02"], ASCII)).to.deep.equal([
            "       000102",
            "VOICE  ##::    150",
            "CHAT   ..        1",
        ]);
        expect(heat(rows, ["00", "01", "02"], UNICODE)[1]).to.equal("VOICE  ██▒▒    150");
    });

    it("fit in one line as a sparkline", () => {
        expect(sparkline([0, 1, 4, 8], UNICODE)).to.equal(" ▁▄█");
    });

    it("stay with ASCII where Unicode isn't shown, and don't mind having no values", () => {
        expect(
            isAscii([
                ...columns([1, 2], ["a", "b"], ASCII),
                ...heat([{ label: "x", values: [1], caption: "" }], ["0"], ASCII),
                sparkline([1, 2], ASCII),
            ]),
        ).to.equal(true);
        expect(columns([], [], ASCII, 1)).to.deep.equal(["", ""]);
        expect(heat([], [], ASCII)).to.deep.equal([""]);
        expect(bars([], ASCII)).to.deep.equal([]);
    });
});

describe("tables", () => {
    const head = [
        { name: "queue", align: "left" as const },
        { name: "n", align: "right" as const },
    ];

    it("align numbers to the right", () => {
        expect(
            frame(
                head,
                [
                    ["Orders", "10"],
                    ["X", "5"],
                ],
                ASCII,
            ),
        ).to.deep.equal([
            "+--------+----+",
            "| queue  |  n |",
            "+--------+----+",
            "| Orders | 10 |",
            "| X      |  5 |",
            "+--------+----+",
        ]);
    });

    it("draw boxes in Unicode", () => {
        expect(frame(head, [], UNICODE)).to.deep.equal([
            "┌───────┬───┐",
            "│ queue │ n │",
            "├───────┼───┤",
            "└───────┴───┘",
        ]);
    });

    it("cut the widest columns to fit, and mark what is cut", () => {
        const lines = frame(head, [["x".repeat(100), "12"]], ASCII);
        expect(lines.every((line) => line.length === 40)).to.equal(true);
        expect(lines[3]).to.match(/^\| x+~ \| 12 \|$/);
    });

    it("keep their frame straight, whatever the cells hold", () => {
        fc.assert(
            fc.property(fc.array(fc.tuple(fc.string({ unit: "grapheme" }), fc.string()), { maxLength: 5 }), (rows) => {
                const lines = frame(
                    head,
                    rows.map(([a, b]) => [a.replace(/\p{C}/gu, ""), b]),
                    UNICODE,
                );
                expect(new Set(lines.map((line) => displayWidth(line))).size).to.equal(1);
            }),
        );
    });
});

describe("text for people", () => {
    it("writes durations, bytes and cut text", () => {
        expect([duration(59.6), duration(245), duration(3723)]).to.deep.equal(["1:00", "4:05", "1:02:03"]);
        expect([bytes(999), bytes(1_500), bytes(2_000_000_000)]).to.deep.equal(["999 bytes", "1.5 KB", "2.0 GB"]);
        expect(fitted("Köln", 6, "right", "…")).to.equal("  Köln");
        expect(fitted("東京タワー", 5, "left", "…")).to.equal("東京…");
    });

    it("breaks lines between words and loses none", () => {
        const words = fc.array(fc.stringMatching(/^[a-z]{1,12}$/), { minLength: 1 });
        fc.assert(
            fc.property(words, (all) => {
                const lines = wrapped(all.join(" "), 20);
                expect(lines.join(" ")).to.equal(all.join(" "));
                expect(lines.every((line) => line.length <= 20)).to.equal(true);
            }),
        );
    });
});
