import { expect } from "chai";
import { embeddedMetrics } from "../../../functions/shared/embedded-metrics";

describe("embedded metrics", () => {
    const line = JSON.parse(
        embeddedMetrics(
            {
                namespace: "Lakefront/dev",
                at: 1_790_000_000_000,
                dimension: { name: "Tool", value: "view_cart" },
                counts: { ToolCalls: 1, ToolErrors: 0 },
                milliseconds: { ToolDuration: 27 },
            },
            { ok: true },
        ),
    );

    it("declare each metric with its unit, under one dimension", () => {
        expect(line._aws).to.deep.equal({
            Timestamp: 1_790_000_000_000,
            CloudWatchMetrics: [
                {
                    Namespace: "Lakefront/dev",
                    Dimensions: [["Tool"]],
                    Metrics: [
                        { Name: "ToolCalls", Unit: "Count" },
                        { Name: "ToolErrors", Unit: "Count" },
                        { Name: "ToolDuration", Unit: "Milliseconds" },
                    ],
                },
            ],
        });
    });

    it("hold the dimension, the values and the facts beside their declaration", () => {
        expect(line).to.deep.include({ Tool: "view_cart", ToolCalls: 1, ToolErrors: 0, ToolDuration: 27, ok: true });
    });
});
