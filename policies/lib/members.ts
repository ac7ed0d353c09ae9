import type { Policies } from "@pulumi/policy";
import type { RawResource } from "./rule";
import { type RawStackResource, StackGraph } from "./stack-graph";

/** What the policies that answer one request of the engine have in common. */
export class Request {
    /** The resource that is judged; absent before the pack's first policy has seen it, and for a whole stack. */
    resource?: RawResource;
    /** The stack that is judged; absent before a policy has seen it, and for a single resource. */
    stack?: StackGraph;

    /** The stack's graph, indexed once for all rules. */
    graph(resources: readonly RawStackResource[]): StackGraph {
        this.stack ??= new StackGraph(resources);
        return this.stack;
    }
}

/** One policy of a pack. */
export interface Member {
    /** The policy, for one request or, where none is given, for whatever comes. */
    readonly policy: (request: Request) => Policies[number];
    /** Whether the policy could have something to say of resources of a type; when in doubt, it could. */
    readonly concerns: (type: string) => boolean;
    /** Whether it is certain that the policy has nothing to say of what is judged. */
    readonly isSilent: (request: Request) => boolean;
    /** Told when a stack has been judged. */
    readonly finish?: () => void;
}

/**
 * The policies of a pack, which narrow themselves to the request at hand.
 *
 * For each request the SDK walks through the whole list. For a policy that is about another type it sends back that it
 * does not apply, and for each other it describes what is judged anew, be it the whole stack: two hundred rules cost more
 * than the request itself. So a walk yields the policies that have something to say, as soon as one of them has seen what
 * is being judged. Whoever reads the list in any other way sees every policy, and every policy knows by itself what it is
 * for: narrowing only saves time. Why: docs/decisions/0008.
 *
 * @param witness the first policy, which tells the others what resource is judged
 */
export function policyList(witness: Member, others: readonly Member[]): Policies {
    const byType = new Map<string, readonly Member[]>();
    const about = (type: string) => {
        const known = byType.get(type) ?? others.filter(({ concerns }) => concerns(type));
        byType.set(type, known);
        return known;
    };
    function* walk(): Generator<Policies[number]> {
        const request = new Request();
        yield witness.policy(request);
        const { resource } = request;
        for (const { policy, isSilent } of resource === undefined ? others : about(resource.type)) {
            if (!isSilent(request)) {
                yield policy(request);
            }
        }
        if (request.stack !== undefined) {
            for (const { finish } of others) {
                finish?.();
            }
        }
    }
    const list: Policies = [witness, ...others].map(({ policy }) => policy(new Request()));
    return Object.defineProperty(list, Symbol.iterator, { value: walk });
}
