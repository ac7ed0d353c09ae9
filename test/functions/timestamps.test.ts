import { expect } from "chai";
import fc from "fast-check";
import { dayAfter, timestamp, timestampAt } from "../../functions/shared/timestamps";

describe("timestamps", () => {
    const forms: [unknown, string][] = [
        ["2026-03-14T09:30:00Z", "2026-03-14 09:30:00.000"],
        ["2026-03-14T09:30:00.5Z", "2026-03-14 09:30:00.500"],
        ["2026-03-14T09:30:00.123Z", "2026-03-14 09:30:00.123"],
        ["2026-03-14T09:30:00.123456Z", "2026-03-14 09:30:00.123"],
        ["2026-03-14T09:30Z", "2026-03-14 09:30:00.000"],
        ["2026-03-14T09:30:00", "2026-03-14 09:30:00.000"],
        ["2026-03-14 09:30:00", "2026-03-14 09:30:00.000"],
        ["2026-03-14 09:30:00 UTC", "2026-03-14 09:30:00.000"],
        ["2026-03-14T11:30:00+02:00", "2026-03-14 09:30:00.000"],
        ["2026-03-13T23:30:00.250-1000", "2026-03-14 09:30:00.250"],
        ["2026-03-14", "2026-03-14 00:00:00.000"],
        ["2024-02-29T00:00:00Z", "2024-02-29 00:00:00.000"],
        [1_773_480_600, "2026-03-14 09:30:00.000"],
        [1_773_480_600.25, "2026-03-14 09:30:00.250"],
        [1_773_480_600_123, "2026-03-14 09:30:00.123"],
        ["1773480600123", "2026-03-14 09:30:00.123"],
        [" 2026-03-14T09:30:00Z ", "2026-03-14 09:30:00.000"],
    ];
    for (const [value, expected] of forms) {
        it(`read ${JSON.stringify(value)} as UTC`, () => {
            expect(timestamp(value)).to.equal(expected);
        });
    }

    for (const none of ["", "  ", 0, "0", "1970-01-01T00:00:00Z", "1970-01-01T00:00:00.000Z"]) {
        it(`take ${JSON.stringify(none)} for none`, () => {
            expect(timestamp(none)).to.equal(null);
        });
    }

    const impossible = [
        "2026-02-29T00:00:00Z",
        "2100-02-29T00:00:00Z",
        "2026-13-01T00:00:00Z",
        "2026-00-10T00:00:00Z",
        "2026-03-00T00:00:00Z",
        "2026-04-31T00:00:00.000Z",
        "2026-03-14T24:00:00Z",
        "2026-03-14T09:60:00Z",
        "2026-03-14T09:30:60Z",
        "2026-03-14T09:30:0xZ",
        "2026-03-14T09:30:00.1x3Z",
        "2026/03/14T09:30:00Z",
        "yesterday",
        -5,
        Number.NaN,
        1e300,
        true,
        {},
        [],
    ];
    for (const value of impossible) {
        it(`refuse ${JSON.stringify(value)}`, () => {
            expect(timestamp(value)).to.equal(undefined);
        });
    }

    it("agree with the platform's own calendar on any instant", () => {
        const instant = fc.date({ min: new Date("1971-01-01"), max: new Date("9999-12-31"), noInvalidDate: true });
        fc.assert(
            fc.property(instant, (date) => {
                const iso = date.toISOString();
                const written = `${iso.slice(0, 10)} ${iso.slice(11, 23)}`;
                expect(timestamp(iso)).to.equal(written);
                expect(timestamp(`${iso.slice(0, 19)}Z`)).to.equal(`${iso.slice(0, 10)} ${iso.slice(11, 19)}.000`);
                expect(timestampAt(date.getTime())).to.equal(written);
            }),
        );
    });

    it("accept a day if and only if the calendar has it", () => {
        const day = fc.tuple(
            fc.integer({ min: 1972, max: 2199 }),
            fc.integer({ min: 0, max: 13 }),
            fc.integer({ min: 0, max: 32 }),
        );
        fc.assert(
            fc.property(day, ([year, month, dayOfMonth]) => {
                const text = `${year}-${String(month).padStart(2, "0")}-${String(dayOfMonth).padStart(2, "0")}`;
                const date = new Date(`${text}T00:00:00Z`);
                const exists = !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
                expect(timestamp(`${text}T00:00:00Z`) !== undefined).to.equal(exists);
                expect(timestamp(text) !== undefined).to.equal(exists);
            }),
            { numRuns: 500 },
        );
    });

    it("name the day after an instant", () => {
        expect(dayAfter(Date.parse("2026-12-31T23:59:59Z"))).to.equal("2027-01-01");
        expect(dayAfter(Date.parse("2026-02-28T00:00:00Z"))).to.equal("2026-03-01");
    });
});
