import { expect } from "chai";
import { sumQueries } from "../../../components/support/metric-sum";

const metrics = (count: number) =>
    Array.from({ length: count }, (_, place) => ({
        namespace: "AWS/DynamoDB",
        metricName: "SystemErrors",
        dimensions: { TableName: "orders", Operation: `Operation${place}` },
    }));

describe("a sum of metrics in an alarm", () => {
    it("is judged as one, and takes a silent metric for nothing", () => {
        const [sum, ...summands] = sumQueries("Errors", metrics(2), 300);
        expect(sum).to.deep.equal({
            id: "sum",
            label: "Errors",
            expression: "FILL(m1, 0) + FILL(m2, 0)",
            returnData: true,
        });
        expect(summands).to.deep.equal(
            metrics(2).map((metric, place) => ({
                id: `m${place + 1}`,
                metric: { ...metric, period: 300, stat: "Sum" },
                returnData: false,
            })),
        );
    });

    it("has ten summands at most, as many as CloudWatch takes", () => {
        expect(sumQueries("Errors", metrics(10), 300)).to.have.length(11);
        expect(() => sumQueries("Errors", metrics(11), 300)).to.throw(RangeError, "these are 11: Errors");
    });
});
