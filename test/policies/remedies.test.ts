import { expect } from "chai";
import fc from "fast-check";
import type { Rule } from "../../policies/lib/rule";
import { rules } from "../../policies/rules";
import { compliant, hasExample, keyArn } from "./support/compliant";
import { judgeResource, type Props, remediate, UNKNOWN, violations } from "./support/judge";
import { pathsOf, withValue } from "./support/paths";

/** Every text that a remedy could ask for: without one, most remedies do nothing. */
function settingsOf({ settings }: Rule): Readonly<Record<string, unknown>> {
    const texts = Object.entries(settings).filter(([, { fallback }]) => fallback === "");
    return Object.fromEntries(texts.map(([name]) => [name, keyArn]));
}

/** A compliant resource with some of its properties unknown or taken away. */
function anyProps(example: Props): fc.Arbitrary<Props> {
    const change = fc.tuple(fc.constantFrom(...pathsOf(example)), fc.constantFrom(UNKNOWN, undefined));
    return fc.array(change, { maxLength: 6 }).map((changes) =>
        changes.reduce<Props>((props, [path, value]) => {
            try {
                return withValue(props, path, value);
            } catch {
                return props;
            }
        }, example),
    );
}

const unknownIn = (props: Props) => pathsOf(props).filter((path) => valueAt(props, path) === UNKNOWN);

function valueAt(props: Props, path: string): unknown {
    const keys = path.split(/\.|\[|\]\.?/).filter((key) => key !== "");
    return keys.reduce<unknown>(
        (holder, key) => (typeof holder === "object" && holder !== null ? Reflect.get(holder, key) : undefined),
        props,
    );
}

describe("the remedy of any rule, for any resource with some properties unknown or absent", () => {
    for (const rule of rules) {
        const types = rule.remediate === undefined ? [] : rule.types.filter((type) => hasExample(type, rule.group));
        if (rule.kind === "stack") {
            for (const type of types) {
                it(`${rule.name} on ${type} ends at once, and keeps what is unknown`, () => {
                    const settings = settingsOf(rule);
                    fc.assert(
                        fc.property(anyProps(compliant(type, rule.group)), (props) => {
                            const mended = remediate(rule, type, props, settings);
                            if (mended !== undefined) {
                                expect(remediate(rule, type, mended, settings), "a second time").to.equal(undefined);
                                expect(unknownIn(mended)).to.deep.equal(unknownIn(props));
                            }
                        }),
                        { numRuns: 60 },
                    );
                });
            }
        } else {
            for (const type of types) {
                it(`${rule.name} on ${type} ends at once, breaks nothing, and keeps what is unknown`, () => {
                    const settings = settingsOf(rule);
                    fc.assert(
                        fc.property(anyProps(compliant(type, rule.group)), (props) => {
                            const mended = remediate(rule, type, props, settings);
                            if (mended === undefined) {
                                return;
                            }
                            const before = violations(judgeResource(rule, type, props, settings));
                            const after = violations(judgeResource(rule, type, mended, settings));
                            expect(before, "something was wrong").to.not.have.lengthOf(0);
                            expect(before, "nothing else is wrong now").to.include.members([...after]);
                            expect(after.length, "something was mended").to.be.lessThan(before.length);
                            expect(remediate(rule, type, mended, settings), "a second time").to.equal(undefined);
                            expect(unknownIn(mended)).to.deep.equal(unknownIn(props));
                        }),
                        { numRuns: 60 },
                    );
                });
            }
        }
    }
});
