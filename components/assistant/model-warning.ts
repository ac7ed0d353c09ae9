import * as pulumi from "@pulumi/pulumi";
import { modelWarning } from "./model-lifecycle";

/** Tells of a model that ends soon, in previews and deployments alike; one that has ended was refused. */
export function warnOfModel(model: string, resource: pulumi.Resource): void {
    const warning = modelWarning(model);
    if (warning !== undefined) void pulumi.log.warn(warning, resource);
}
