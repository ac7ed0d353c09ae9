import { modelledAws } from "../../aws";
import { evaluate } from "../../evaluate";
import { governanceOf } from "../governance";
import { accessMatrix } from "../matrix";
import type { AccessFilter } from "../matrix-types";
import { ACCESS_FORMAT, ACCESS_FORMAT_VERSION, type AccessDocument } from "./document";

/** Of what program to tell who may read what. */
export interface AccessQuestion {
    /** Directory with the program's `Pulumi.yaml`. */
    program: string;
    stack: string;
    filter?: AccessFilter;
    /** True to leave what AWS computes unknown, as a preview does. */
    preview?: boolean;
}

/**
 * Evaluates a stack without an account and tells who may read what in it.
 *
 * @throws ProjectError, or what the program threw
 */
export async function accessIn({
    program,
    stack,
    filter = {},
    preview = false,
}: AccessQuestion): Promise<AccessDocument> {
    const { registrations, project } = await evaluate({
        program,
        stack,
        handler: modelledAws,
        preview,
        allowUnknown: true,
    });
    const matrix = accessMatrix(governanceOf(registrations), filter);
    return { format: ACCESS_FORMAT, version: ACCESS_FORMAT_VERSION, project, stack, filter, ...matrix };
}
