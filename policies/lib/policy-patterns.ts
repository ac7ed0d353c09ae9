import type { Statement } from "./policy-document";
import { anyOf, isUnknown, type Truth, type Unknown } from "./truth";

type Pattern = string | Unknown;

/**
 * Whether an action of a policy, which may hold wildcards, takes in a given action. IAM compares without regard to case
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html).
 * @param action in lower case, such as `iam:passrole`.
 */
export function takesIn(pattern: string, action: string): boolean {
    const given = pattern.toLowerCase();
    const wildcard = given.search(/[*?]/);
    if (wildcard === -1) {
        return given === action;
    }
    if (!action.startsWith(given.slice(0, wildcard))) {
        return false;
    }
    return wildcard === given.length - 1 && given.endsWith("*") ? true : toExpression(given).test(action);
}

function toExpression(pattern: string): RegExp {
    const source = pattern
        .replace(/[.+^${}()|[\]\\]/g, "\\$&")
        .replaceAll("*", ".*")
        .replaceAll("?", ".");
    return new RegExp(`^${source}$`);
}

/** Whether an action is every action of every service. */
export function isEveryAction(pattern: string): boolean {
    return /^\*+(?::\*+)?$/.test(pattern);
}

/** Whether a pattern is nothing but a wildcard. */
export function isStar(pattern: Pattern): Truth {
    return isUnknown(pattern) ? pattern : /^\*+$/.test(pattern);
}

/** Whether a statement is about every resource there is, or every one but some. */
export function coversEverything({ resources, excludedResources }: Statement): Truth {
    return anyOf(excludedResources.length > 0, ...resources.map(isStar));
}

/** Whether a statement leaves everything of a service open: `*`, or `arn:aws:iam::*:role/*`. */
export function coversAllOf(service: string, { resources, excludedResources }: Statement): Truth {
    return anyOf(
        excludedResources.length > 0,
        ...resources.map((pattern) => (isUnknown(pattern) ? pattern : isAllOf(service, pattern))),
    );
}

function isAllOf(service: string, pattern: string): boolean {
    const [, , owner = "*", , , ...resource] = pattern.split(":");
    const named = resource.join(":").replace(/^[a-z-]+[/:]/, "");
    return (owner === "*" || owner === service) && /^\**$/.test(named) && /^(?:\*|arn:)/.test(pattern);
}
