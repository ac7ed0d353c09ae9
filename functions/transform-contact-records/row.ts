import type { contactRecords, Row } from "../../schemas";

/** A row of `contact_records`, without its partition keys. */
export type ContactRecordRow = Row<typeof contactRecords>;
