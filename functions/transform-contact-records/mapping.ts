import { contactRecords } from "../../schemas";
import { Reason, type TableMapping, tableMapping } from "../shared/mapping";
import { contactRecordFields } from "./fields";
import type { ContactRecordRow } from "./row";

/** Contact records of Amazon Connect to rows of `contact_records`. */
export const contactRecordMapping: TableMapping = tableMapping<ContactRecordRow>({
    schema: contactRecords,
    fields: contactRecordFields,
    id: { key: "ContactId", missing: Reason.MissingContactId, of: (row) => row.contact_id },
    time: { key: "InitiationTimestamp", of: (row) => row.initiation_ts },
});
