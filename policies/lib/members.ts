import type { Policies } from "@pulumi/policy";
import { type RawStackResource, StackGraph } from "./stack-graph";

/** What the policies that answer one request of the engine have in common. */
export class Request {
    /** The resource that is judged; absent before the pack's first policy has seen it, and for a whole stack. */
    resource?: { readonly type: string; readonly urn: string };
    private known?: StackGraph;

    /** The stack's graph, indexed once for all rules. */
    graph(resources: readonly RawStackResource[]): StackGraph {
        this.known ??= new StackGraph(resources);
        return this.known;
    }
}

/** One policy of a pack. */
export interface Member {
    /** The policy, for one request or, where none is given, for whatever comes. */
    readonly policy: (request: Request) => Policies[number];
    /** Whether the policy could have something to say of a resource; when in doubt, it could. */
    readonly concerns: (resource: { readonly type: string; readonly urn: string }) => boolean;
}

/**
 * The policies of a pack, which narrow themselves to the request at hand.
 *
 * For each request the SDK walks through the whole list and, for every policy that is for another type, sends back
 * that it does not apply: with two hundred rules that costs as much as the request itself. So a walk ends up with the
 * policies that concern the resource, as soon as the first policy has told which one it is. Whoever reads the list in any
 * other way sees every policy, and every policy knows by itself what it is for: narrowing only saves time.
 */
export function policyList(members: readonly Member[]): Policies {
    const list: Policies = members.map(({ policy }) => policy(new Request()));
    return Object.defineProperty(list, Symbol.iterator, { value: () => walk(members) });
}

function* walk(members: readonly Member[]): Generator<Policies[number]> {
    const request = new Request();
    for (const { policy, concerns } of members) {
        if (request.resource === undefined || concerns(request.resource)) {
            yield policy(request);
        }
    }
}
