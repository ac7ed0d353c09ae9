import { type Draft, type Field, fieldsOf, struct } from "../shared/fields";
import { timestamp } from "../shared/timestamps";
import { bigint, type Convert, flag, integer, isObject, list, meansNone, text } from "../shared/values";
import type { ContactRecordRow } from "./row";

type Recording = NonNullable<ContactRecordRow["recordings"]>[number];
type Evaluation = NonNullable<ContactRecordRow["contact_evaluations"]>[number];
type StateTransition = NonNullable<ContactRecordRow["agent_state_transitions"]>[number];
type ChatParticipant = NonNullable<ContactRecordRow["chat_agent"]>;

const recordingFields = fieldsOf<Recording>();
const readRecordings = list(
    struct<Recording>({
        Location: recordingFields.to("location", text),
        Status: recordingFields.to("status", text),
        // `Recording` calls Type what `Recordings` calls MediaStreamType.
        Type: recordingFields.to("media_stream_type", text),
        MediaStreamType: recordingFields.to("media_stream_type", text),
        ParticipantType: recordingFields.to("participant_type", text),
        StorageType: recordingFields.to("storage_type", text),
        FragmentStartNumber: recordingFields.to("fragment_start_number", text),
        FragmentStopNumber: recordingFields.to("fragment_stop_number", text),
        StartTimestamp: recordingFields.to("start_ts", timestamp),
        StopTimestamp: recordingFields.to("stop_ts", timestamp),
        DeletionReason: recordingFields.to("deletion_reason", text),
    }),
);

/**
 * `Recordings` and the older `Recording` fill one column. Both are often there and then name the same object, so the older
 * one counts only where its location is new.
 */
export const recordings: Record<"Recording" | "Recordings", Field<ContactRecordRow>> = {
    Recording: recordingField((older, newer) => [...newer, ...unlisted(older, newer)]),
    Recordings: recordingField((newer, older) => [...newer, ...unlisted(older, newer)]),
};

function recordingField(
    merge: (read: readonly Recording[], present: readonly Recording[]) => readonly Recording[],
): Field<ContactRecordRow> {
    return (path) => (value, row: Draft<ContactRecordRow>, notes) => {
        const read = readRecordings(value, notes, path);
        if (read !== null && read !== undefined) {
            row.recordings = merge(read, row.recordings ?? []);
        }
    };
}

function unlisted(candidates: readonly Recording[], listed: readonly Recording[]): Recording[] {
    return candidates.filter(({ location }) => !listed.some((recording) => recording.location === location));
}

const evaluationFields = fieldsOf<Evaluation>();
const readEvaluation = struct<Evaluation>({
    EvaluationArn: evaluationFields.to("evaluation_arn", text),
    Status: evaluationFields.to("status", text),
    StartTimestamp: evaluationFields.to("start_ts", timestamp),
    EndTimestamp: evaluationFields.to("end_ts", timestamp),
    DeleteTimestamp: evaluationFields.to("delete_ts", timestamp),
    ExportLocation: evaluationFields.to("export_location", text),
    FormId: evaluationFields.to("form_id", text),
});

/** Evaluations come as a map from form to evaluation, and are kept as a list, which queries can unnest. */
export const evaluations: Convert<readonly Evaluation[]> = (value, notes, path) => {
    if (!isObject(value)) {
        return undefined;
    }
    const result: Evaluation[] = [];
    for (const [formId, entry] of Object.entries(value)) {
        const evaluation = entry === null ? null : readEvaluation(entry, notes, path);
        if (evaluation === undefined && !meansNone(entry)) {
            notes.unreadableValue(path);
        } else if (evaluation !== undefined && evaluation !== null) {
            result.push({ ...evaluation, form_id: formId });
        }
    }
    return result.length === 0 ? null : result;
};

const transitionFields = fieldsOf<StateTransition>();
export const stateTransitions = list(
    struct<StateTransition>({
        state: transitionFields.to("state", text),
        stateStartTimestamp: transitionFields.to("start_ts", timestamp),
        stateEndTimestamp: transitionFields.to("end_ts", timestamp),
    }),
);

const chatFields = fieldsOf<ChatParticipant>();
export const chatParticipant = struct<ChatParticipant>({
    ParticipantId: chatFields.to("participant_id", text),
    ParticipantType: chatFields.to("participant_type", text),
    ConversationAbandon: chatFields.to("conversation_abandon", flag),
    MessagesSent: chatFields.to("messages_sent", integer),
    NumResponses: chatFields.to("responses", integer),
    MessageLengthInChars: chatFields.to("message_length_chars", integer),
    TotalResponseTimeInMillis: chatFields.to("total_response_ms", bigint),
    MaxResponseTimeInMillis: chatFields.to("max_response_ms", bigint),
    LastMessageTimestamp: chatFields.to("last_message_ts", timestamp),
});

const addressFields = fieldsOf<{ readonly address: string | null }>();
const readAddress = struct<{ readonly address: string | null }>({
    Address: addressFields.to("address", text),
    DisplayName: addressFields.known(),
});

/** E-mail addresses, each given as text or as an object with a display name. */
export const addresses = list<string>((value, notes, path) =>
    isObject(value) ? readAddress(value, notes, path)?.address : text(value, notes, path),
);

const mediaFields = fieldsOf<{ readonly type: string | null }>();
const readMediaStream = struct<{ readonly type: string | null }>({ Type: mediaFields.to("type", text) });

/** The types of media streams. */
export const mediaStreams = list<string>((value, notes, path) =>
    isObject(value) ? readMediaStream(value, notes, path)?.type : text(value, notes, path),
);
