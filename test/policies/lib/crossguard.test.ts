import type { Policies } from "@pulumi/policy";
import { expect } from "chai";
import { toPolicies } from "../../../policies/lib/crossguard";
import { resourceRule, stackRule } from "../../../policies/lib/rule";
import { flag } from "../../../policies/lib/settings";
import type { Verdict } from "../../../policies/lib/verdict";

const STACK = "pulumi:pulumi:Stack";
const QUEUE = "aws:sqs/queue:Queue";
const urnOf = (type: string, name: string) => `urn:pulumi:dev::lake::${type}::${name}`;

const metadata = {
    group: "encryption-at-rest",
    description: "Queues are as they should be.",
    severity: "high",
    anchors: {},
    remediationSteps: "Make it so.",
    url: "https://docs.aws.amazon.com/",
    types: [QUEUE],
    settings: { requireCmk: flag("Ask for a key.", false) },
} as const;

const violation: Verdict = { outcome: "violation", message: "it is not." };
const resourceRuleUnderTest = resourceRule({ ...metadata, name: "queue-rule", judge: () => [violation] });

type Settings = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** Plays the SDK's part: walks through the list, and calls what is for the request with each policy's own settings. */
class Engine {
    readonly called: string[] = [];
    readonly reports: string[] = [];

    constructor(
        private readonly policies: Policies,
        private readonly settings: Settings = {},
    ) {}

    analyze(type: string, name = "it"): void {
        this.walk((policy, common, report) => {
            if ("validateResource" in policy && typeof policy.validateResource === "function") {
                this.called.push(policy.name);
                const args = { ...common, type, name, urn: urnOf(type, name), props: {} };
                void policy.validateResource(args as never, report);
            }
        });
    }

    analyzeStack(): void {
        const resource = { type: QUEUE, name: "it", urn: urnOf(QUEUE, "it"), props: {}, propertyDependencies: {} };
        this.walk((policy, common, report) => {
            if ("validateStack" in policy) {
                this.called.push(policy.name);
                void policy.validateStack({ ...common, resources: [resource] } as never, report);
            }
        });
    }

    private walk(
        call: (policy: Policies[number], common: { getConfig(): object }, report: (message: string) => void) => void,
    ): void {
        for (const policy of this.policies) {
            const getConfig = () => ({ ...this.settings[policy.name] });
            call(policy, { getConfig }, (message) => this.reports.push(`${policy.name}: ${message}`));
        }
    }
}

describe("rules as CrossGuard policies", () => {
    it("judge resources of their types only", () => {
        const engine = new Engine(toPolicies([resourceRuleUnderTest]));
        engine.analyze("aws:sns/topic:Topic");
        expect(engine.called).to.deep.equal(["exemptions"]);
        engine.analyze(QUEUE);
        expect(engine.called).to.deep.equal(["exemptions", "exemptions", "queue-rule"]);
        expect(engine.reports).to.deep.equal(["queue-rule: it is not."]);
    });

    it("say once that a setting does not exist, since the engine passes it on without a word", () => {
        const engine = new Engine(toPolicies([resourceRuleUnderTest]), { "queue-rule": { requireCMK: true } });
        engine.analyze(QUEUE);
        engine.analyze(QUEUE, "other");
        expect(engine.reports).to.deep.equal([
            'queue-rule: There is no setting "requireCMK": there is requireCmk, onUnknown.',
            "queue-rule: it is not.",
            "queue-rule: it is not.",
        ]);
    });

    it("fail for an unknown value where their configuration says so, and are exempt from that as well", () => {
        const waits = resourceRule({
            ...metadata,
            name: "queue-rule",
            judge: () => [{ outcome: "undetermined", unknown: ["kmsMasterKeyId"] }],
        });
        const settings = { "queue-rule": { onUnknown: "fail" } };
        const strict = new Engine(toPolicies([waits]), settings);
        strict.analyze(QUEUE);
        expect(strict.reports[0]).to.match(/^queue-rule: Can't be judged: `kmsMasterKeyId` can't be known/);
        const record = {
            policy: "queue-rule",
            resource: `${QUEUE}::it`,
            reason: "Known to be safe.",
            expires: new Date(Date.now() + 86_400_000).toISOString().slice(0, 10),
        };
        const exempt = new Engine(toPolicies([waits]), { ...settings, exemptions: { records: [record] } });
        exempt.analyze(QUEUE);
        expect(exempt.reports).to.have.lengthOf(1);
        expect(exempt.reports[0]).to.match(
            /^exempt: queue-rule: Can't be judged: .* \(until .*: Known to be safe\.\)$/,
        );
    });

    describe("about stacks", () => {
        const stackRuleNamed = (name: string, judged: string[]) =>
            stackRule({
                ...metadata,
                name,
                judge: (_, { requireCmk }) => {
                    judged.push(`${name} ${requireCmk}`);
                    return requireCmk ? [violation] : [];
                },
            });

        it("are passed over when they find nothing, by the settings that they have", () => {
            const judged: string[] = [];
            const names = ["first", "quiet", "loud"];
            const engine = new Engine(toPolicies(names.map((name) => stackRuleNamed(name, judged))), {
                loud: { requireCmk: true },
            });
            engine.analyze(STACK);
            engine.called.length = 0;
            engine.analyzeStack();
            expect(engine.called).to.deep.equal(["first", "loud"]);
            expect(engine.reports).to.deep.equal(["loud: it is not."]);
            expect(judged).to.include("quiet false");
        });

        it("are all asked when the stack's own resource was not judged before, each time anew", () => {
            const judged: string[] = [];
            const engine = new Engine(toPolicies(["first", "quiet"].map((name) => stackRuleNamed(name, judged))));
            engine.analyzeStack();
            engine.analyze(STACK);
            engine.analyzeStack();
            engine.called.length = 0;
            engine.analyzeStack();
            expect(engine.called).to.deep.equal(["first", "quiet"]);
        });

        it("say of settings that do not exist that they don't, though they find nothing", () => {
            const engine = new Engine(toPolicies(["first", "quiet"].map((name) => stackRuleNamed(name, []))), {
                quiet: { requireCMK: true },
            });
            engine.analyze(STACK);
            engine.analyzeStack();
            expect(engine.reports).to.deep.equal([
                'quiet: There is no setting "requireCMK": there is requireCmk, onUnknown.',
            ]);
        });
    });
});
