import type { Policies } from "@pulumi/policy";
import { expect } from "chai";
import { type Member, policyList, type Request } from "../../../policies/lib/members";
import { StackGraph } from "../../../policies/lib/stack-graph";

const bucket = {
    type: "aws:s3/bucket:Bucket",
    urn: "urn:pulumi:dev::lake::aws:s3/bucket:Bucket::raw",
    name: "raw",
    props: {},
};

/** A policy that lets a test play the SDK: what it sees is handed to `see`. */
function member(name: string, over: Partial<Member> = {}, see?: (request: Request) => void): Member {
    const policy = { name, description: "Nothing.", validateResource: () => undefined };
    return {
        concerns: () => true,
        isSilent: () => false,
        policy: (request) => {
            see?.(request);
            return policy;
        },
        ...over,
    };
}

const seesResource = member("first", {}, (request) => {
    request.resource = bucket;
});
const seesStack = member("first", {}, (request) => {
    request.graph([]);
});
const names = (list: Iterable<Policies[number]>) => [...list].map(({ name }) => name);

describe("the list of a pack's policies", () => {
    it("is whole for whoever reads it by index, or before a policy has seen what is judged", () => {
        const list = policyList(seesResource, [member("other", { concerns: () => false })]);
        expect(list.map(({ name }) => name)).to.deep.equal(["first", "other"]);
        expect(names(policyList(member("first"), [member("other", { concerns: () => false })]))).to.deep.equal([
            "first",
            "other",
        ]);
    });
    it("leaves out policies that are not about the resource that is judged", () => {
        const list = policyList(seesResource, [
            member("buckets", { concerns: (type) => type === bucket.type }),
            member("keys", { concerns: (type) => type === "aws:kms/key:Key" }),
        ]);
        expect(names(list)).to.deep.equal(["first", "buckets"]);
    });
    it("leaves out policies that are certain to be silent about the resource that is judged", () => {
        const list = policyList(seesResource, [
            member("silent", { isSilent: ({ resource }) => resource?.urn === bucket.urn }),
            member("loud", { isSilent: ({ resource }) => resource?.urn !== bucket.urn }),
        ]);
        expect(names(list)).to.deep.equal(["first", "loud"]);
    });
    it("leaves out policies that are certain to be silent about the stack that is judged", () => {
        const list = policyList(seesStack, [
            member("unsure", { concerns: () => false }),
            member("loud", { isSilent: ({ stack }) => stack === undefined }),
            member("silent", { isSilent: ({ stack }) => stack !== undefined }),
        ]);
        expect(names(list)).to.deep.equal(["first", "unsure", "loud"]);
    });
    it("keeps requests apart that overlap", () => {
        const keys = { ...bucket, type: "aws:kms/key:Key" };
        const seen = [bucket, keys];
        const witness = member("first", {
            policy: (request) => {
                request.resource = seen.shift() ?? bucket;
                return { name: "first", description: "Nothing.", validateResource: () => undefined };
            },
        });
        const list = policyList(witness, [
            member("buckets", { concerns: (type) => type === bucket.type }),
            member("keys", { concerns: (type) => type === keys.type }),
        ]);
        seen.splice(0, 2, bucket, keys);
        const [one, two] = [list[Symbol.iterator](), list[Symbol.iterator]()];
        const step = (walk: Iterator<Policies[number]>): string | undefined => walk.next().value?.name;
        expect([step(one), step(two), step(one), step(two)]).to.deep.equal(["first", "first", "buckets", "keys"]);
    });
    it("indexes a stack once for all policies, and tells them when it is done", () => {
        const graphs: StackGraph[] = [];
        let finished = 0;
        const looks = (name: string) =>
            member(name, { finish: () => (finished += 1) }, (request) => graphs.push(request.graph([])));
        names(policyList(member("first"), [looks("one"), looks("two")]));
        expect(graphs.at(-1)).to.be.instanceOf(StackGraph);
        expect(graphs.at(-1)).to.equal(graphs.at(-2));
        expect(finished).to.equal(2);
    });
});
