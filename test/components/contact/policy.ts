import type { Registration } from "../../../runner";

interface PolicyStatement {
    Sid?: string;
    Effect: string;
    Principal?: "*" | Record<string, string | string[]>;
    Action: string | string[];
    Resource?: string | string[];
    Condition?: Record<string, Record<string, string | string[]>>;
}

/** A policy document that a resource was registered with. */
export function document(text: unknown): { Statement: PolicyStatement[] } {
    if (typeof text !== "string") throw new Error(`expected a policy document, found ${JSON.stringify(text)}`);
    return JSON.parse(text);
}

/** The statement of a role's policy with that id. */
export function statement(rolePolicy: Registration, sid: string): PolicyStatement {
    const found = document(rolePolicy.inputs.policy).Statement.find(({ Sid }) => Sid === sid);
    if (!found) throw new Error(`${rolePolicy.name} has no statement ${sid}`);
    return found;
}
