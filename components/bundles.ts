import { existsSync } from "node:fs";
import { dirname, join } from "node:path";

const PACKAGE_MARK = "PulumiPlugin.yaml";

/**
 * The folder with the code of a Lambda function, ready to be uploaded.
 *
 * @param name the function's folder under `functions/`, for example `transform-contact-records`
 * @throws an `Error` that names the command to run, when the bundle was not built
 */
export function functionBundle(name: string): string {
    const bundle = join(packageRoot(__dirname), "bundles", name);
    if (!existsSync(join(bundle, "index.mjs"))) {
        throw new Error(
            `The code of the function "${name}" is not built: there is no ${join(bundle, "index.mjs")}. Run "npm run prepare" first.`,
        );
    }
    return bundle;
}

/** The package's folder, the same from the sources and from the compiled form, which lies two folders deeper. */
function packageRoot(folder: string): string {
    if (existsSync(join(folder, PACKAGE_MARK))) {
        return folder;
    }
    const above = dirname(folder);
    if (above === folder) {
        throw new Error(
            `The components package is incomplete: no ${PACKAGE_MARK} above ${__dirname}. Install it again.`,
        );
    }
    return packageRoot(above);
}
