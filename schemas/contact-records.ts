import { agentColumns } from "./contact-records/agent";
import { analysisColumns } from "./contact-records/analysis";
import { contactColumns } from "./contact-records/contact";
import { customerColumns } from "./contact-records/customer";
import { mediaColumns } from "./contact-records/media";
import { feedFacts, feedPartitions, ingestColumns } from "./shared-columns";
import { table } from "./table";

/**
 * Contact records of Amazon Connect, every version of each.
 *
 * Source of the fields: https://docs.aws.amazon.com/connect/latest/adminguide/ctr-data-model.html. Durations are whole
 * seconds there, and their columns end in `_s`; those that Amazon Connect gives in milliseconds end in `_ms`.
 *
 * The day is that of the contact's initiation, which never changes, so all versions of a contact share one partition.
 */
export const contactRecords = table({
    name: "contact_records",
    domain: "contacts",
    description:
        "Every version of every contact record, as delivered: repeated and late versions included. `contact_records_latest` shows the newest of each contact.",
    columns: {
        ...contactColumns,
        ...agentColumns,
        ...customerColumns,
        ...mediaColumns,
        ...analysisColumns,
        ...ingestColumns,
    },
    partitions: feedPartitions("the contact's initiation"),
    ...feedFacts,
});
