import { transformHandler } from "../shared/lambda";
import { contactRecordMapping } from "./mapping";

/** Firehose's data transformation for the feed of contact records. */
export const handler = transformHandler(contactRecordMapping);
