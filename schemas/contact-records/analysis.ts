import type { Column } from "../table";
import { t } from "../types";

/** How the contact was analysed and judged: Contact Lens settings, evaluations, agent assistance. */
export const analysisColumns = {
    contact_lens_enabled: { type: t.boolean(), description: "Whether conversational analytics was on." },
    contact_lens_modes: { type: t.array(t.string()), description: "Analytics modes, e.g. PostContact, RealTime." },
    contact_lens_language: { type: t.string(), description: "Language of the analysis, e.g. en-US." },
    redaction_behavior: { type: t.string(), description: "Whether sensitive data was redacted: Enable or Disable." },
    redaction_policy: { type: t.string(), description: "None, RedactedOnly or RedactedAndOriginal." },
    redaction_entities: { type: t.array(t.string()), description: "Kinds of data that were redacted; null for all." },
    redaction_mask_mode: { type: t.string(), description: "What stands in their place: PII or EntityType." },
    sentiment_behavior: { type: t.string(), description: "Whether sentiment was analysed: Enable or Disable." },
    summary_modes: { type: t.array(t.string()), description: "Kinds of summaries that were made." },
    contact_evaluations: {
        type: t.array(
            t.struct({
                form_id: t.string(),
                evaluation_arn: t.string(),
                status: t.string(),
                start_ts: t.timestamp(),
                end_ts: t.timestamp(),
                delete_ts: t.timestamp(),
                export_location: t.string(),
            }),
        ),
        description: "Evaluations of the contact, deleted ones included.",
    },
    wisdom_session_arn: { type: t.string(), description: "ARN of the session with the agent assistant." },
} as const satisfies Record<string, Column>;
