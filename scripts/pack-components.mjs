// Makes the components package self-contained: compiled to `dist/` for Node, copied to `src/` for Pulumi's schema analyser,
// which reads TypeScript only. Both keep the repository's layout, so that relative imports hold.
import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { build as buildFunctions } from "./build/functions.mjs";

const root = fileURLToPath(new URL("../", import.meta.url));
const home = join(root, "components");
const dist = join(home, "dist");
const src = join(home, "src");
// Outside the package, so that it is not published.
const cache = join(root, "node_modules", ".cache", "lakefront");
const stampFile = join(cache, "components.stamp");
const generated = ["components/dist", "components/src", "components/bundles", "**/node_modules"];

/** Builds the package, unless it was built from the very same sources. */
export async function packComponents() {
    await buildFunctions();
    const stamp = stampOf();
    if (existsSync(dist) && existsSync(src) && existsSync(stampFile) && readFileSync(stampFile, "utf8") === stamp) {
        return;
    }
    mkdirSync(cache, { recursive: true });
    // Made aside and moved into place, so that two builds at once, or one that fails, leave no half package behind.
    const staging = mkdtempSync(join(cache, "components-"));
    try {
        const options = compilerOptions(join(staging, "dist"));
        const program = ts.createProgram({ rootNames: [join(home, "index.ts")], options });
        emit(program);
        copySources(program, join(staging, "src"));
        rmSync(stampFile, { force: true });
        replace(dist, join(staging, "dist"));
        replace(src, join(staging, "src"));
        writeFileSync(stampFile, stamp);
    } finally {
        rmSync(staging, { recursive: true, force: true });
    }
}

function replace(folder, fresh) {
    const discarded = `${fresh}.old`;
    if (existsSync(folder)) {
        renameSync(folder, discarded);
    }
    renameSync(fresh, folder);
}

function copySources(program, src) {
    for (const { fileName, isDeclarationFile } of program.getSourceFiles()) {
        if (!isDeclarationFile && !fileName.includes("/node_modules/")) {
            const target = join(src, relative(root, fileName));
            mkdirSync(dirname(target), { recursive: true });
            cpSync(fileName, target);
        }
    }
    writeFileSync(join(src, "index.ts"), 'export * from "./components/index";\n');
}

function compilerOptions(outDir) {
    const file = join(home, "tsconfig.json");
    const { options } = ts.parseJsonConfigFileContent(ts.readConfigFile(file, ts.sys.readFile).config, ts.sys, home);
    return { ...options, noEmit: false, rootDir: root, outDir, declaration: true };
}

function emit(program) {
    const { diagnostics } = program.emit();
    const problems = [...ts.getPreEmitDiagnostics(program), ...diagnostics];
    if (problems.length > 0) {
        const host = { getCanonicalFileName: (name) => name, getCurrentDirectory: () => root, getNewLine: () => "\n" };
        throw new Error(`The components package does not compile:\n${ts.formatDiagnostics(problems, host)}`);
    }
}

function stampOf() {
    const sources = ["components/**/*.ts", "schemas/**/*.ts"]
        .flatMap((pattern) => ts.sys.readDirectory(root, [".ts"], generated, [pattern]))
        .sort();
    const hash = createHash("sha256").update(ts.version);
    for (const file of [...sources, join(home, "tsconfig.json"), fileURLToPath(import.meta.url)]) {
        hash.update(relative(root, file)).update(readFileSync(file));
    }
    return hash.digest("hex");
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
    await packComponents();
}
