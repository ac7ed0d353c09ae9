import { unknownCheckingProxy } from "@pulumi/policy";
import { expect } from "chai";
import { Properties } from "../../../policies/lib/properties";
import { Unknown } from "../../../policies/lib/truth";
import { UNKNOWN } from "../support/judge";

interface Shape {
    readonly name?: string;
    readonly count?: number;
    readonly on?: boolean;
    readonly inner?: { readonly key?: string; readonly list?: { readonly value: string }[] };
    readonly names?: string[];
}

const view = (props: object) => new Properties<Shape>(unknownCheckingProxy(props));

describe("a view of properties", () => {
    it("reads values by their type", () => {
        const props = view({ name: "a", count: 3, on: false, inner: { key: "k" }, names: ["x", "y"] });
        expect(props.text("name")).to.equal("a");
        expect(props.number("count")).to.equal(3);
        expect(props.flag("on")).to.equal(false);
        expect(props.child("inner").text("key")).to.equal("k");
        expect(props.texts("names")).to.deep.equal(["x", "y"]);
    });
    it("reads an absent object as an empty one", () => {
        const props = view({ inner: null });
        expect(props.has("inner")).to.equal(false);
        expect(props.child("inner").text("key")).to.equal(undefined);
        expect(props.child("inner").each("list")).to.deep.equal([]);
        expect(props.texts("names")).to.deep.equal([]);
    });
    it("reads an unknown object as one with every member unknown, and says where", () => {
        const props = view({ inner: UNKNOWN, names: UNKNOWN });
        expect(props.has("inner")).to.equal(true);
        expect(props.child("inner").text("key")).to.deep.equal(new Unknown(["inner.key"]));
        expect(props.child("inner").keys()).to.deep.equal(new Unknown(["inner"]));
        expect(props.texts("names")).to.deep.equal([new Unknown(["names"])]);
        const [item] = props.child("inner").each("list");
        expect(item?.text("value")).to.deep.equal(new Unknown(["inner.list.value"]));
    });
    it("keeps an unknown element apart from its known neighbours", () => {
        const props = view({ names: ["a", UNKNOWN], inner: { list: [{ value: "v" }, UNKNOWN, { value: UNKNOWN }] } });
        expect(props.texts("names")).to.deep.equal(["a", new Unknown(["names[1]"])]);
        expect(
            props
                .child("inner")
                .each("list")
                .map((item) => item.text("value")),
        ).to.deep.equal(["v", new Unknown(["inner.list[1].value"]), new Unknown(["inner.list[2].value"])]);
    });
    it("takes a lone object or text for a list of one", () => {
        const props = view({ names: "only", inner: { list: { value: "v" } } });
        expect(props.texts("names")).to.deep.equal(["only"]);
        expect(
            props
                .child("inner")
                .each("list")
                .map((item) => item.text("value")),
        ).to.deep.equal(["v"]);
    });
    it("understands booleans and numbers in the other spelling", () => {
        expect(view({ on: "true" }).flag("on")).to.equal(true);
        expect(view({ on: "false" }).flag("on")).to.equal(false);
        expect(view({ name: 111122223333 }).text("name")).to.equal("111122223333");
    });
    it("takes a value of a type that the provider does not take as unknown", () => {
        expect(view({ on: "maybe" }).flag("on")).to.deep.equal(new Unknown(["on"]));
        expect(view({ name: { a: 1 } }).text("name")).to.deep.equal(new Unknown(["name"]));
    });
});
