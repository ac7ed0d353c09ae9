import { expect } from "chai";
import * as fc from "fast-check";
import {
    dateProjection,
    enumProjection,
    injectedProjection,
    integerProjection,
    type PartitionProjection,
    ProjectionUnit,
    projectionProblems,
} from "../../../components/catalog/partition-projection";
import {
    locationTemplate,
    projectionParameters,
    projectionsProblems,
} from "../../../components/catalog/projection-parameters";

const identifier = fc.stringMatching(/^[a-z0-9-]{1,12}$/);
const day = fc
    .date({ min: new Date("2015-01-01"), max: new Date("2035-12-31"), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10));

const anyProjection: fc.Arbitrary<PartitionProjection> = fc.oneof(
    fc.uniqueArray(identifier, { minLength: 1, maxLength: 5 }).map(enumProjection),
    fc
        .tuple(day, fc.constantFrom("NOW", "NOW+1DAY", "NOW-2MONTHS"), fc.integer({ min: 1, max: 9 }))
        .map(([from, to, interval]) => dateProjection({ from, to, interval })),
    fc
        .tuple(fc.integer({ min: -999, max: 0 }), fc.integer({ min: 0, max: 999 }))
        .map(([from, to]) => integerProjection({ from, to })),
    fc.constant(injectedProjection()),
);

describe("partition projection", () => {
    it("accepts whatever its builders make", () => {
        fc.assert(fc.property(anyProjection, (projection) => projectionProblems("p", projection).length === 0));
    });

    it("gives every key its type and each partition its own place", () => {
        fc.assert(
            fc.property(
                fc.dictionary(fc.stringMatching(/^[a-z_]{1,8}$/), anyProjection, { minKeys: 1 }),
                (projections) => {
                    const keys = Object.keys(projections);
                    const parameters = projectionParameters(keys, projections, "s3://lake/t/");
                    expect(parameters["projection.enabled"]).to.equal("true");
                    for (const key of keys) {
                        expect(parameters[`projection.${key}.type`]).to.equal(projections[key]?.type);
                        expect(parameters["storage.location.template"]).to.include(`${key}=` + "$" + `{${key}}/`);
                    }
                    expect(Object.values(parameters).every((value) => !value.includes("undefined"))).to.equal(true);
                },
            ),
        );
    });

    it("writes Athena's parameters for a day key and an instance key", () => {
        const projections = {
            instance_id: enumProjection(["a", "b"]),
            event_date: dateProjection({ from: "2026-01-01" }),
        };
        expect(projectionParameters(["instance_id", "event_date"], projections, "s3://lake/contacts/")).to.deep.equal({
            "projection.enabled": "true",
            "projection.instance_id.type": "enum",
            "projection.instance_id.values": "a,b",
            "projection.event_date.type": "date",
            "projection.event_date.format": "yyyy-MM-dd",
            "projection.event_date.range": "2026-01-01,NOW+1DAY",
            "projection.event_date.interval": "1",
            "projection.event_date.interval.unit": "DAYS",
            "storage.location.template":
                "s3://lake/contacts/instance_id=$" + "{instance_id}/event_date=$" + "{event_date}/",
        });
    });

    it("pads an integer key and steps it", () => {
        const projections = { hour: integerProjection({ from: 0, to: 23, digits: 2, interval: 6 }) };
        expect(projectionParameters(["hour"], projections, "s3://lake/")).to.include({
            "projection.hour.range": "0,23",
            "projection.hour.digits": "2",
            "projection.hour.interval": "6",
        });
    });

    it("leaves a table without projections alone", () => {
        expect(projectionParameters(["a"], {}, "s3://lake/")).to.deep.equal({});
        expect(projectionsProblems(["a"], {})).to.deep.equal([]);
    });

    it("keeps the order of the keys in the template", () => {
        expect(locationTemplate("s3://lake/", ["b", "a"])).to.equal("s3://lake/b=$" + "{b}/a=$" + "{a}/");
    });

    const refused: [string, PartitionProjection, RegExp][] = [
        ["an unknown type", { type: "hash" as PartitionProjection["type"] }, /p\.type is "hash"/],
        ["an enum without values", { type: "enum", values: [] }, /p\.values is empty/],
        ["an enum value with a comma", { type: "enum", values: ["a,b"] }, /holds "a,b"/],
        ["an enum value twice", { type: "enum", values: ["a", "a"] }, /"a" twice/],
        ["a date without a start", { type: "date", to: "NOW" }, /p\.from is missing/],
        ["a day that the calendar lacks", { type: "date", from: "2026-02-30", to: "NOW" }, /p\.from is "2026-02-30"/],
        ["a date in another format", { type: "date", from: "2026/01/01", to: "NOW" }, /format yyyy-MM-dd/],
        ["a range that runs backwards", { type: "date", from: "2026-02-01", to: "2026-01-01" }, /swap them/],
        ["a relative date of no known unit", { type: "date", from: "2026-01-01", to: "NOW+1DECADE" }, /p\.to is/],
        [
            "an hourly format without a unit",
            { type: "date", from: "2026-01-01-00", to: "NOW", format: "yyyy-MM-dd-HH" },
            /p\.unit is missing/,
        ],
        [
            "an unknown unit",
            { type: "date", from: "2026-01-01", to: "NOW", unit: "EONS" as ProjectionUnit },
            /p\.unit is "EONS"/,
        ],
        ["a broken number", { type: "integer", from: "1.5", to: "9" }, /p\.from is 1\.5/],
        ["numbers that run backwards", { type: "integer", from: "9", to: "1" }, /swap them/],
        ["too many digits", { type: "integer", from: "0", to: "9", digits: 20 }, /p\.digits is 20/],
        ["a step of nothing", { type: "integer", from: "0", to: "9", interval: 0 }, /p\.interval is 0/],
    ];
    for (const [what, projection, message] of refused) {
        it(`refuses ${what}`, () => {
            expect(projectionProblems("p", projection).join("\n")).to.match(message);
        });
    }

    it("refuses a builder's bad input where it is called", () => {
        expect(() => dateProjection({ from: "yesterday" })).to.throw(/"yesterday"/);
        expect(() => enumProjection([])).to.throw(/empty/);
        expect(() => integerProjection({ from: 2, to: 1 })).to.throw(/swap/);
    });

    it("accepts an hourly date with its unit", () => {
        const hourly = { from: "2026-01-01-00", format: "yyyy-MM-dd-HH", unit: ProjectionUnit.Hours };
        expect(dateProjection(hourly)).to.include({ to: "NOW+1DAY", unit: "HOURS" });
    });

    it("refuses a projection for a key that the table hasn't, and a key without one", () => {
        const problems = projectionsProblems(["event_date"], { event_dat: injectedProjection() }).join("\n");
        expect(problems).to.match(/no partition key "event_dat" \(did you mean "event_date"\?\)/);
        expect(problems).to.match(/projections\.event_date is missing/);
    });
});
