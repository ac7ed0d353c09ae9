import { expect } from "chai";
import type { ResourceRule } from "../../../policies/lib/rule";
import { compliant } from "./compliant";
import { awaited, judgeResource, type Props, remediate, UNKNOWN, violations } from "./judge";
import { withValue } from "./paths";

interface Change {
    /** What the user did, in words. */
    readonly when: string;
    /** New values by path; undefined takes the property away. */
    readonly set: Readonly<Record<string, unknown>>;
    readonly settings?: Readonly<Record<string, unknown>>;
}

interface RuleCases {
    readonly rule: ResourceRule;
    readonly type: string;
    readonly settings?: Readonly<Record<string, unknown>>;
    /** Changes that break the rule, each with all the messages it gives. */
    readonly refuses: readonly (Change & { readonly says: readonly string[] })[];
    /** Changes that do not. */
    readonly accepts?: readonly Change[];
    /** Properties whose value decides: while one is unknown, so is the verdict. */
    readonly defersOn?: readonly string[];
    /** Properties that only have to be there: an unknown value is one. */
    readonly needsOnlyPresenceOf?: readonly string[];
    /** Changes that the rule's remedy undoes. */
    readonly mends?: readonly Change[];
    /** Changes that the rule's remedy leaves as they are, though they break the rule. */
    readonly leaves?: readonly Change[];
}

/** Holds a rule to a compliant resource, then to one change of it at a time. */
export function describeRule(cases: RuleCases): void {
    const { rule, type, refuses, accepts = [], defersOn = [], needsOnlyPresenceOf = [] } = cases;
    const { mends = [], leaves = [] } = cases;
    const base = (): Props => structuredClone(compliant(type, rule.group));
    const judge = (props: Props, settings?: Readonly<Record<string, unknown>>) =>
        judgeResource(rule, type, props, { ...cases.settings, ...settings });
    const changed = ({ set }: Change) =>
        Object.entries(set).reduce((props, [path, value]) => withValue(props, path, value), base());

    describe(`${rule.name} on ${type}`, () => {
        it("accepts a compliant resource", () => {
            expect(judge(base())).to.deep.equal([]);
        });
        for (const change of refuses) {
            it(`refuses ${change.when}`, () => {
                const verdicts = judge(changed(change), change.settings);
                expect(violations(verdicts)).to.deep.equal(change.says);
                expect(awaited(verdicts)).to.deep.equal([]);
            });
        }
        for (const change of accepts) {
            it(`accepts ${change.when}`, () => {
                expect(judge(changed(change), change.settings)).to.deep.equal([]);
            });
        }
        for (const path of defersOn) {
            it(`waits while ${path} is unknown`, () => {
                const verdicts = judge(withValue(base(), path, UNKNOWN));
                expect(violations(verdicts)).to.deep.equal([]);
                expect(awaited(verdicts)).to.not.have.lengthOf(0);
                expect(awaited(verdicts).every((unknown) => unknown.startsWith(path))).to.equal(true);
            });
        }
        for (const change of mends) {
            it(`mends ${change.when}, and then finds nothing left to mend`, () => {
                const settings = { ...cases.settings, ...change.settings };
                const broken = changed(change);
                expect(violations(judge(broken, change.settings)), "before").to.not.have.lengthOf(0);
                const mended = remediate(rule, type, broken, settings);
                expect(mended).to.not.equal(undefined);
                expect(judge(mended ?? {}, change.settings), "after").to.deep.equal([]);
                expect(remediate(rule, type, mended ?? {}, settings), "twice").to.equal(undefined);
            });
        }
        for (const change of leaves) {
            it(`leaves ${change.when} as it is`, () => {
                const settings = { ...cases.settings, ...change.settings };
                expect(remediate(rule, type, changed(change), settings)).to.equal(undefined);
            });
        }
        for (const path of needsOnlyPresenceOf) {
            it(`takes an unknown ${path} as set`, () => {
                expect(judge(withValue(base(), path, UNKNOWN))).to.deep.equal([]);
            });
        }
    });
}
