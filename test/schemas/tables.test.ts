import { expect } from "chai";
import {
    agentEvents,
    contactRecords,
    glueColumns,
    gluePartitionKeys,
    personalColumns,
    quarantinedRecords,
    type Row,
    type TableSchema,
    tables,
    views,
} from "../../schemas";

describe("schemas", () => {
    const all = Object.values(tables);

    it("name every table and column in lower snake_case", () => {
        for (const { name, columns, partitions } of all) {
            for (const word of [name, ...Object.keys(columns), ...Object.keys(partitions)]) {
                expect(word).to.match(/^[a-z][a-z0-9]*(_[a-z0-9]+)*$/);
            }
        }
    });

    it("describe every column within the 255 characters that Glue takes for a comment", () => {
        // https://docs.aws.amazon.com/glue/latest/webapi/API_Column.html
        for (const { name, comment } of all.flatMap((schema) => [
            ...glueColumns(schema),
            ...gluePartitionKeys(schema),
        ])) {
            expect(comment.length, name).to.be.within(10, 255);
        }
    });

    it("keep partition keys out of the columns", () => {
        for (const { columns, partitions } of all) {
            expect(columns).not.to.have.any.keys(...Object.keys(partitions));
        }
    });

    it("give numbers of seconds and milliseconds a name that says so", () => {
        for (const [name, { unit }] of all.flatMap(({ columns }) => Object.entries(columns))) {
            if (unit === "s" || unit === "ms") {
                expect(name).to.match(new RegExp(`_${unit}$`));
            }
        }
    });

    it("partition the feeds by instance and then by day", () => {
        for (const schema of [contactRecords, agentEvents]) {
            expect(gluePartitionKeys(schema).map(({ name, type }) => [name, type])).to.deep.equal([
                ["instance_id", "string"],
                ["event_date", "date"],
            ]);
        }
        expect(Object.keys(quarantinedRecords.partitions)).to.deep.equal(["received_date"]);
    });

    it("mark what can identify a person", () => {
        expect(personalColumns(contactRecords)).to.deep.equal([
            "segment_attributes",
            "attributes",
            "contact_details",
            "contact_references",
            "routing_criteria",
            "agent_username",
            "customer_id",
            "customer_endpoint_address",
            "transferred_to_address",
            "additional_to_addresses",
            "additional_cc_addresses",
            "voice_id_result",
            "raw_json",
        ]);
        expect(personalColumns(agentEvents)).to.deep.equal([
            "username",
            "first_name",
            "last_name",
            "proficiencies",
            "raw_json",
        ]);
        expect(personalColumns(quarantinedRecords)).to.deep.equal(["bytes_base64"]);
    });

    it("derive nested Glue types", () => {
        expect(contactRecords.columns.recordings.type.glue).to.equal(
            "array<struct<location:string,status:string,media_stream_type:string,participant_type:string,storage_type:string," +
                "fragment_start_number:string,fragment_stop_number:string,start_ts:timestamp,stop_ts:timestamp,deletion_reason:string>>",
        );
        expect(contactRecords.columns.attributes.type.glue).to.equal("map<string,string>");
    });

    it("derive a row's type from its columns", () => {
        type ContactRow = Row<typeof contactRecords>;
        const holds: Pick<ContactRow, "contact_id" | "acw_s" | "contact_lens_enabled" | "attributes"> = {
            contact_id: "a",
            acw_s: 3,
            contact_lens_enabled: null,
            attributes: { key: "value" },
        };
        // @ts-expect-error: a number of seconds is no text.
        const refuses: Pick<ContactRow, "acw_s"> = { acw_s: "3" };
        // @ts-expect-error: any text is no timestamp; only the conversion makes one.
        const refusesToo: Pick<ContactRow, "initiation_ts"> = { initiation_ts: "yesterday" };
        expect([holds, refuses, refusesToo]).to.have.length(3);
    });
});

describe("views", () => {
    it("stand after the views that they read", () => {
        views.forEach(({ name }, index) => {
            for (const earlier of views.slice(0, index + 1)) {
                expect(earlier.sql).not.to.match(new RegExp(`FROM ${name}\\b`));
            }
        });
    });

    const base = [...Object.values(tables)];
    const columnsOf = (table: TableSchema) => [...glueColumns(table), ...gluePartitionKeys(table)];

    it("mark each column personal that is so in a table that they read, through other views too", () => {
        const personal = new Set(base.flatMap((table) => personalColumns(table)));
        for (const { columns } of views) {
            for (const { name, personal: marked } of columns) {
                expect(marked === true, name).to.equal(personal.has(name));
            }
        }
    });

    it("come without personal columns too, and touch none of them then, nor `*`", () => {
        for (const [view, table] of [
            ["contact_records_latest", contactRecords],
            ["agent_events_distinct", agentEvents],
        ] as const) {
            const deidentified = views.find(({ name }) => name === `${view}_deidentified`);
            expect(deidentified?.columns).to.deep.equal(columnsOf(table).filter(({ personal }) => !personal));
            const words = new Set(deidentified?.sql.match(/\w+|\*/g));
            expect(["*", ...personalColumns(table)].filter((word) => words.has(word))).to.deep.equal([]);
        }
    });

    it("need no personal column unless they show one", () => {
        const reads = (sql: string) => [...sql.matchAll(/FROM (\w+)/g)].map(([, name]) => name);
        const showsPersonal = new Map(
            [...base.map((table) => ({ name: table.name, columns: columnsOf(table) })), ...views].map((relation) => [
                relation.name,
                relation.columns.some(({ personal }) => personal === true),
            ]),
        );
        for (const { name, sql } of views.filter((view) => !showsPersonal.get(view.name))) {
            const read = reads(sql).filter((source) => views.some((view) => view.name === source));
            expect(
                read.filter((source) => showsPersonal.get(String(source))),
                name,
            ).to.deep.equal([]);
        }
    });

    it("describe every column that they yield", () => {
        for (const { columns } of views) {
            expect(new Set(columns.map(({ name }) => name)).size).to.equal(columns.length);
            for (const { comment } of columns) {
                expect(comment).to.match(/\S.+\.$/);
            }
        }
    });
});
