import { unknownCheckingProxy } from "@pulumi/policy";
import { expect } from "chai";
import { type Join, StackGraph } from "../../../policies/lib/stack-graph";
import { resource, UNKNOWN } from "../support/judge";

const join: Join = { from: ["side"], property: "owner", to: ["owner"], names: ["name", "arn"] };
const graph = (...resources: ReturnType<typeof resource>[]) =>
    new StackGraph(resources.map((each) => ({ ...each, props: unknownCheckingProxy(each.props) })));

describe("the graph of a stack", () => {
    const a = resource("owner", "a", { name: "lake", arn: "arn:lake" });
    const b = resource("owner", "b", { name: "lake-logs" });

    it("links by what a property was computed from", () => {
        const side = resource("side", "s", { owner: UNKNOWN }, { owner: [a] });
        expect(graph(a, b, side).attachedTo(a, join)).to.have.lengthOf(1);
        expect(graph(a, b, side).attachedTo(b, join)).to.have.lengthOf(0);
    });
    it("links by any name that the owner is known under, where nothing was computed", () => {
        for (const owner of ["lake", "arn:lake"]) {
            const [attachment] = graph(a, b, resource("side", "s", { owner })).attachedTo(a, join);
            expect(attachment).to.include({ certain: true });
        }
    });
    it("prefers a known name over the resources it was computed from", () => {
        const side = resource("side", "s", { owner: "lake-logs" }, { owner: [a] });
        expect(graph(a, b, side).attachedTo(a, join)).to.have.lengthOf(0);
        expect(graph(a, b, side).attachedTo(b, join)).to.have.lengthOf(1);
    });
    it("marks a link as uncertain while a property may name either of two", () => {
        const side = resource("side", "s", { owner: UNKNOWN }, { owner: [a, b] });
        for (const owner of [a, b]) {
            expect(graph(a, b, side).attachedTo(owner, join)[0]).to.include({ certain: false });
        }
    });
    it("ignores dependencies on other kinds of resources", () => {
        const other = resource("other", "o", {});
        const side = resource("side", "s", { owner: UNKNOWN }, { owner: [other, a] });
        expect(graph(a, other, side).attachedTo(a, join)[0]).to.include({ certain: true });
    });
    it("links each member of a list", () => {
        const side = resource("side", "s", { owner: ["lake", "lake-logs"] });
        expect(graph(a, b, side).attachedTo(a, join)).to.have.lengthOf(1);
        expect(graph(a, b, side).attachedTo(b, join)).to.have.lengthOf(1);
    });
    it("knows the stack's name from its resources", () => {
        expect(graph(a).stackName).to.equal("test");
        expect(graph().stackName).to.equal(undefined);
    });
    it("tells what the program sets from what the provider reads back", () => {
        const side = resource("side", "s", { owner: "lake", list: ["filled by others"] }, { owner: [] });
        expect(graph(side).isGiven(side, "owner")).to.equal(true);
        expect(graph(side).isGiven(side, "list")).to.equal(false);
        expect(graph(side).isGiven(a, "owner")).to.equal(false);
    });
});
