// Hooks for ES modules of a program (https://nodejs.org/api/module.html#customization-hooks). They run in a thread of
// their own.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";

const SDK = /^@pulumi\/pulumi(?:\/|$)/;
const PULUMI = /^@pulumi\//;
const TYPESCRIPT = /\.[mc]?ts$/;

const { compile } = createRequire(import.meta.url)("./typescript.cjs");

export async function resolve(specifier, context, next) {
    if (SDK.test(specifier)) {
        return next(specifier, { ...context, parentURL: import.meta.url });
    }
    const resolved = await resolveTypeScript(specifier, context, next);
    const evaluation =
        context.parentURL?.startsWith("file:") && new URL(context.parentURL).searchParams.get("evaluation");
    if (!evaluation || !resolved.url.startsWith("file:") || resolved.url.includes("/node_modules/")) {
        return resolved;
    }
    const url = new URL(resolved.url);
    url.searchParams.set("evaluation", evaluation);
    return { ...resolved, url: url.href };
}

/** TypeScript names a module by the file that will be there once it is compiled, or without an extension. */
async function resolveTypeScript(specifier, context, next) {
    try {
        return await next(specifier, context);
    } catch (error) {
        const isRelative = /^(?:\.{0,2}\/|file:)/.test(specifier);
        const candidates = isRelative
            ? [specifier.replace(/\.([mc]?)js$/, ".$1ts"), `${specifier}.ts`, `${specifier}/index.ts`]
            : [];
        for (const candidate of candidates) {
            const found = await next(candidate, context).catch(() => undefined);
            if (found !== undefined) {
                return found;
            }
        }
        if (PULUMI.test(specifier)) {
            return next(specifier, { ...context, parentURL: import.meta.url }).catch(() => Promise.reject(error));
        }
        throw error;
    }
}

export async function load(url, context, next) {
    const { protocol, pathname } = new URL(url);
    if (protocol !== "file:" || !TYPESCRIPT.test(pathname) || pathname.includes("/node_modules/")) {
        return next(url, context);
    }
    const file = fileURLToPath(url);
    const { code } = compile(readFileSync(file, "utf8"), file, process.sourceMapsEnabled && "inline", "esm");
    return { format: "module", shortCircuit: true, source: code };
}
