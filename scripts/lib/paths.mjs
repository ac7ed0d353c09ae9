import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The repository's root. */
export const root = fileURLToPath(new URL("../../", import.meta.url));
/** Local state; ignored by git, and safe to remove while nothing runs. */
export const local = join(root, ".lakefront");
export const venv = join(local, "venv");
export const setupLog = join(local, "setup.log");
