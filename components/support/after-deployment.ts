import * as pulumi from "@pulumi/pulumi";

/**
 * Does something when a program deploys, and not when it is previewed. It may read and warn, and must make no resource: a
 * preview that shows other resources than the deployment makes is worth nothing.
 */
export function whenDeploying(action: () => void): void {
    if (!pulumi.runtime.isDryRun()) action();
}
