import { mkdtempSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { type Manifest, readManifest, writeManifest } from "../../../local/delivery/manifest";
import { NO_TOTALS } from "../../../local/delivery/totals";

describe("a batch's manifest", () => {
    let directory: string;
    const manifest: Manifest = {
        objects: [{ file: "data-0", bytes: 5, bucket: "b", key: "k", roleArn: "r" }],
        counts: { ...NO_TOTALS, read: 1, delivered: 1 },
    };
    beforeEach(async () => {
        directory = mkdtempSync(join(tmpdir(), "lakefront-manifest-"));
        writeFileSync(join(directory, "data-0"), "hello");
        await writeManifest(directory, manifest);
    });
    afterEach(() => rmSync(directory, { recursive: true, force: true }));

    it("is read back as it was written", async () => {
        expect(await readManifest(directory)).to.deep.equal(manifest);
    });

    it("counts for nothing when a file of it is missing or cut short, so that the batch is made again", async () => {
        truncateSync(join(directory, "data-0"), 3);
        expect(await readManifest(directory)).to.equal(undefined);
        rmSync(join(directory, "data-0"));
        expect(await readManifest(directory)).to.equal(undefined);
    });

    it("is not there before it was written", async () => {
        rmSync(join(directory, "manifest.json"));
        expect(await readManifest(directory)).to.equal(undefined);
    });
});
