import { appendFileSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { openKeptIds } from "../../local/kept-ids";
import { temporaryDirectory } from "./emulator/support";

describe("ids of a kept lake", () => {
    const directory = temporaryDirectory();
    const file = (name: string) => join(directory.path, "new", name);
    after(() => directory.remove());

    it("are none before the first deployment", () => {
        expect([...openKeptIds(file("none")).ids]).to.deep.equal([]);
    });

    it("are there for the next deployment, however the one that made them ended", () => {
        const { ids, keep } = openKeptIds(file("next"));
        keep("urn:a", "1");
        keep("urn:b", "2");
        keep("urn:a", "3");
        expect([...ids], "of the deployment before alone").to.deep.equal([]);
        expect(Object.fromEntries(openKeptIds(file("next")).ids)).to.deep.equal({ "urn:a": "3", "urn:b": "2" });
    });

    it("lose no more than the line that was cut off while it was written", () => {
        openKeptIds(file("cut")).keep("urn:a", "1");
        appendFileSync(file("cut"), '\n["urn:b","2');
        openKeptIds(file("cut")).keep("urn:c", "3");
        expect(Object.fromEntries(openKeptIds(file("cut")).ids)).to.deep.equal({ "urn:a": "1", "urn:c": "3" });
    });

    it("are written once while they stay the same", () => {
        for (let start = 0; start < 3; start += 1) openKeptIds(file("same")).keep("urn:a", "1");
        expect(readFileSync(file("same"), "utf8").trim().split("\n")).to.have.length(1);
    });

    it("are for their owner's eyes alone", () => {
        openKeptIds(file("mode")).keep("urn:a", "1");
        expect(statSync(file("mode")).mode & 0o777).to.equal(0o600);
    });
});
