// A transformation function for tests: what it does with a record is written in the record.
export async function handler(event) {
    const records = [];
    for (const { recordId, data } of event.records) {
        const document = JSON.parse(Buffer.from(data, "base64").toString("utf8"));
        const metadata = { partitionKeys: { instance_id: document.instance, event_date: document.date } };
        const ok = (text) => ({ recordId, result: "Ok", data: Buffer.from(text).toString("base64"), metadata });
        const row = (extra) =>
            `${JSON.stringify({ id: document.id, value: document.value, at: document.at, unknown: 1, ...extra })}\n`;
        switch (document.do) {
            case "drop":
                records.push({ recordId, result: "Dropped", data });
                break;
            case "fail":
                records.push({ recordId, result: "ProcessingFailed", data });
                break;
            case "leave out":
                break;
            case "twice":
                records.push(ok(row()), ok(row()));
                break;
            case "two documents":
                records.push(ok(row() + row({ tags: ["second"] })));
                break;
            case "misfit":
                records.push(ok(row() + row({ value: "not a number" })));
                break;
            case "no keys":
                records.push({ ...ok(row()), metadata: {} });
                break;
            case "throw":
                throw new Error("told to throw");
            default:
                records.push(ok(row({ tags: document.tags })));
        }
    }
    console.log(JSON.stringify({ records: records.length }));
    return { records };
}
