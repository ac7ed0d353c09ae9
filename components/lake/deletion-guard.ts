import * as pulumi from "@pulumi/pulumi";

/** What a component lets happen to the data it holds. */
export interface DeletionGuard {
    /** Whether `pulumi destroy` may delete the data. */
    readonly allowed: boolean;
    /** Options of resources that hold data or the key to it: never deleted by Pulumi, not even when their code goes. */
    readonly data: pulumi.CustomResourceOptions;
    /** Options of what can't be had back as it was, such as streams: a `destroy` stops before it. */
    readonly irreplaceable: pulumi.CustomResourceOptions;
    /** Options of what keeps the data safe (policy, encryption, versions): stays as long as the data does. */
    readonly safeguard: pulumi.CustomResourceOptions;
}

/**
 * Deletion takes two keys: the component's own argument and the stack's setting `lakefront:allowDeletion`. One alone, a
 * slip in code review or in a config file, changes nothing.
 *
 * When it is allowed, nothing is said on `protect`, so that a caller who protects the whole component still wins.
 */
export function deletionGuard(allowDeletion: boolean | undefined): DeletionGuard {
    return guardOf(allowDeletion === true && new pulumi.Config("lakefront").getBoolean("allowDeletion") === true);
}

/** The options that follow from whether deletion is allowed. */
export function guardOf(allowed: boolean): DeletionGuard {
    return {
        allowed,
        data: allowed ? {} : { protect: true, retainOnDelete: true },
        irreplaceable: allowed ? {} : { protect: true },
        safeguard: allowed ? {} : { retainOnDelete: true },
    };
}
