import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { basename, join } from "node:path";

/** Folders of the catalogue's bucket. Each has one writer. */
export const CatalogFolder = {
    /** Uploads by people and systems: each starts a sync. */
    Uploads: "catalog/",
    /** What a deployment brings. Apart from the uploads, so that a deployment doesn't start two syncs. */
    Deployed: "deployed/",
    /** One text for each product, written by the sync. */
    Documents: "documents/products/",
    /** Policies and answers. */
    Policies: "policies/",
    /** What each sync did. */
    Reports: "reports/",
} as const;

/** How files of a catalogue may end. */
export const CATALOG_SUFFIXES: readonly string[] = [".json", ".jsonl", ".gz"];

const CATALOG_FILE = /\.jsonl?(\.gz)?$/;

/** A file on disk that becomes an object. */
export interface DeployedFile {
    readonly key: string;
    readonly path: string;
    /** SHA-256 of the content, in hexadecimal. */
    readonly hash: string;
    readonly contentType: string;
}

/** The catalogue file as the object that it becomes. */
export function deployedCatalog(path: string): DeployedFile {
    return deployedFile(CatalogFolder.Deployed, path);
}

/** The policies of a folder, in the order of their names. */
export function deployedPolicies(folder: string): DeployedFile[] {
    return policyNames(folder).map((name) => deployedFile(CatalogFolder.Policies, join(folder, name)));
}

/** One hash over several files: changes when a file comes, goes, changes or gets another name. */
export function hashOf(files: readonly DeployedFile[]): string {
    const all = files.map(({ key, hash }) => `${key} ${hash}`).sort();
    return createHash("sha256").update(all.join("\n")).digest("hex");
}

/** What is wrong with the path of a catalogue file, or nothing. */
export function catalogFileProblems(path: string | undefined): string[] {
    if (path === undefined) return [];
    if (!CATALOG_FILE.test(path)) {
        return [
            `catalogFile is "${path}": it takes a .json or .jsonl file, also as .gz, for example "catalog/products.jsonl"`,
        ];
    }
    return existsSync(path) && statSync(path).isFile()
        ? []
        : [`catalogFile is "${path}": there is no such file; the path is read from the program's folder`];
}

/** What is wrong with the folder of policies, or nothing. */
export function policyFolderProblems(folder: string | undefined): string[] {
    if (folder === undefined) return [];
    if (!existsSync(folder) || !statSync(folder).isDirectory()) {
        return [`policyFolder is "${folder}": there is no such folder; the path is read from the program's folder`];
    }
    return policyNames(folder).length > 0
        ? []
        : [`policyFolder is "${folder}": it has no .md file; add one, for example "returns.md"`];
}

function policyNames(folder: string): string[] {
    const texts = readdirSync(folder).filter((name) => name.endsWith(".md"));
    const sidecars = texts.map((name) => `${name}.metadata.json`).filter((name) => existsSync(join(folder, name)));
    return [...texts, ...sidecars].sort();
}

function deployedFile(folder: string, path: string): DeployedFile {
    return {
        key: `${folder}${basename(path)}`,
        path,
        hash: createHash("sha256").update(readFileSync(path)).digest("hex"),
        contentType: contentTypeOf(path),
    };
}

function contentTypeOf(path: string): string {
    if (path.endsWith(".md")) return "text/markdown; charset=utf-8";
    if (path.endsWith(".gz")) return "application/gzip";
    return path.endsWith(".jsonl") ? "application/x-ndjson" : "application/json";
}
