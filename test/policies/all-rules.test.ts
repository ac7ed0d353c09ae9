import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import fc from "fast-check";
import { anchorTags, commonSettings } from "../../policies/lib/metadata";
import { packPolicies } from "../../policies/lib/pack-reports";
import { type Group, groups, severities } from "../../policies/lib/rule";
import { parts } from "../../policies/packs";
import { rules, rulesByGroup } from "../../policies/rules";
import { compliant, hasExample } from "./support/compliant";
import { judgeResource, judgeStack, resource, UNKNOWN, violations } from "./support/judge";
import { pathsOf, withValue } from "./support/paths";
import { stacks } from "./support/stacks";

const token = /^aws:[a-z0-9]+\/[a-zA-Z0-9]+:[A-Z][A-Za-z0-9]+$/;

describe("every rule", () => {
    it("is listed in its group's index, under the name of its file", () => {
        for (const group of groups) {
            const files = readdirSync(join(__dirname, "../../policies/rules", group));
            const names = files.filter((file) => file !== "index.ts").map((file) => file.replace(/\.ts$/, ""));
            expect(rulesByGroup[group].map(({ name }) => name).sort()).to.deep.equal(names.sort());
        }
    });
    it("belongs to exactly one pack beside the one of all", () => {
        const packed = parts.flatMap(({ rules: chosen }) => chosen.map(({ name }) => name));
        expect(packed.sort()).to.deep.equal(rules.map(({ name }) => name).sort());
    });
    it("has a name of its own, which is no word that the engine keeps for itself", () => {
        const names = rules.map(({ name }) => name);
        expect(new Set(names).size).to.equal(names.length);
        const reserved: readonly string[] = ["all", ...Object.values(packPolicies)];
        expect(names.filter((name) => reserved.includes(name))).to.deep.equal([]);
    });
    for (const rule of rules) {
        it(`${rule.name} describes itself`, () => {
            expect(rule.name).to.match(/^[a-z0-9]+(-[a-z0-9]+)+$/);
            expect(rulesByGroup[rule.group]).to.include(rule);
            expect(rule.description).to.match(/^[A-Z].*\.$/);
            expect(rule.description, "one sentence").to.not.match(/\. [A-Z]/);
            expect(rule.remediationSteps).to.match(/^[A-Z].*\.$/);
            expect(severities).to.include(rule.severity);
            expect(rule.url).to.match(/^https:\/\/docs\.aws\.amazon\.com\//);
            expect(rule.types).to.not.have.lengthOf(0);
            expect(rule.types.filter((type) => !token.test(type))).to.deep.equal([]);
            expect(new Set(anchorTags(rule)).size).to.equal(anchorTags(rule).length);
        });
        it(`${rule.name} documents each setting, and keeps the common ones for the adapter`, () => {
            for (const [name, { schema, fallback }] of Object.entries(rule.settings)) {
                expect(schema.description, name).to.match(/\.$/);
                expect(schema.default, name).to.deep.equal(fallback);
                expect([...Object.keys(commonSettings), "enforcementLevel"]).to.not.include(name);
            }
        });
    }
});

/** Some of a resource's properties, each to be made unknown or taken away. */
function changesOf(type: string, group: Group) {
    const paths = pathsOf(compliant(type, group));
    const kinds = fc.constantFrom(UNKNOWN, undefined);
    return fc.array(fc.tuple(fc.constantFrom(...paths), kinds), { maxLength: paths.length });
}

function apply(type: string, group: Group, changes: readonly (readonly [string, unknown])[]) {
    return changes.reduce(
        (props, [path, value]) => {
            try {
                return withValue(props, path, value);
            } catch {
                return props;
            }
        },
        compliant(type, group),
    );
}

describe("any resource, with some properties unknown or absent", () => {
    for (const rule of rules) {
        for (const type of rule.types.filter((type) => hasExample(type, rule.group))) {
            it(`can be judged by ${rule.name} as ${type}`, () => {
                const urn = `urn:pulumi:test::project::${type}::it`;
                fc.assert(
                    fc.property(changesOf(type, rule.group), (changes) => {
                        const props = apply(type, rule.group, changes);
                        const verdicts =
                            rule.kind === "resource"
                                ? judgeResource(rule, type, props)
                                : judgeStack(rule, [resource(type, "it", props)]);
                        for (const verdict of verdicts) {
                            expect(verdict.urn ?? urn).to.equal(rule.kind === "stack" ? verdict.urn : urn);
                        }
                    }),
                    { numRuns: 60 },
                );
            });
            if (rule.kind === "resource") {
                it(`never violates ${rule.name} as ${type} for being unknown`, () => {
                    fc.assert(
                        fc.property(changesOf(type, rule.group), (changes) => {
                            const unknown = changes.map(([path]) => [path, UNKNOWN] as const);
                            expect(
                                violations(judgeResource(rule, type, apply(type, rule.group, unknown))),
                            ).to.deep.equal([]);
                        }),
                        { numRuns: 60 },
                    );
                });
            }
        }
    }
});

describe("a compliant stack, with some properties unknown", () => {
    for (const rule of rules) {
        if (rule.kind === "stack") {
            const { types, build } = stacks[rule.group];
            const compliantProps = (type: string) => compliant(type, rule.group);
            it(`keeps ${rule.name} when all is known`, () => {
                expect(judgeStack(rule, build(compliantProps))).to.deep.equal([]);
            });
            it(`never violates ${rule.name}`, () => {
                fc.assert(
                    fc.property(fc.tuple(...types.map((type) => changesOf(type, rule.group))), (perType) => {
                        const props = (type: string) => {
                            const unknown = (perType[types.indexOf(type)] ?? []).map(
                                ([path]) => [path, UNKNOWN] as const,
                            );
                            return apply(type, rule.group, unknown);
                        };
                        expect(violations(judgeStack(rule, build(props)))).to.deep.equal([]);
                    }),
                    { numRuns: 60 },
                );
            });
        }
    }
});
