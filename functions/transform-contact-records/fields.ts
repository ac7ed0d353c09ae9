import { type Fields, fieldsOf } from "../shared/fields";
import { hierarchyFields } from "../shared/hierarchy";
import { timestamp } from "../shared/timestamps";
import {
    bigint,
    decimal,
    flag,
    idAfter,
    integer,
    json,
    list,
    text,
    textMap,
    upperText,
    wrappedTextAt,
    wrappedTextMap,
} from "../shared/values";
import { addresses, chatParticipant, evaluations, mediaStreams, recordings, stateTransitions } from "./nested";
import type { ContactRecordRow } from "./row";

const { to, inside, each, known } = fieldsOf<ContactRecordRow>();

const agent: Fields<ContactRecordRow> = {
    ARN: each(to("agent_arn", text), to("agent_id", idAfter("/agent/"))),
    Username: to("agent_username", text),
    RoutingProfile: inside({
        ARN: each(to("routing_profile_arn", text), to("routing_profile_id", idAfter("/routing-profile/"))),
        Name: to("routing_profile_name", text),
    }),
    HierarchyGroups: inside(hierarchyFields()),
    AcceptedByAgentTimestamp: to("accepted_by_agent_ts", timestamp),
    PreviewEndTimestamp: to("preview_end_ts", timestamp),
    ConnectedToAgentTimestamp: to("connected_to_agent_ts", timestamp),
    AgentInteractionDuration: to("agent_interaction_s", integer),
    AgentPauseDuration: to("agent_pause_s", integer),
    CustomerHoldDuration: to("customer_hold_s", integer),
    AgentInitiatedHoldDuration: to("agent_initiated_hold_s", integer),
    LongestHoldDuration: to("longest_hold_s", integer),
    NumberOfHolds: to("number_of_holds", integer),
    AfterContactWorkDuration: to("acw_s", integer),
    AfterContactWorkStartTimestamp: to("acw_start_ts", timestamp),
    AfterContactWorkEndTimestamp: to("acw_end_ts", timestamp),
    StateTransitions: to("agent_state_transitions", stateTransitions),
    Capabilities: to("agent_capabilities", textMap),
    DeviceInfo: inside({
        PlatformName: to("agent_platform_name", text),
        PlatformVersion: to("agent_platform_version", text),
        OperatingSystem: to("agent_operating_system", text),
    }),
};

const contactLensConfiguration: Fields<ContactRecordRow> = {
    Enabled: to("contact_lens_enabled", flag),
    ChannelConfiguration: inside({ AnalyticsModes: to("contact_lens_modes", list(text)) }),
    LanguageLocale: to("contact_lens_language", text),
    RedactionConfiguration: inside({
        Behavior: to("redaction_behavior", text),
        Policy: to("redaction_policy", text),
        Entities: to("redaction_entities", list(text)),
        MaskMode: to("redaction_mask_mode", text),
    }),
    SentimentConfiguration: inside({ Behavior: to("sentiment_behavior", text) }),
    SummaryConfiguration: inside({ SummaryModes: to("summary_modes", list(text)) }),
};

const chatMetrics: Fields<ContactRecordRow> = {
    ContactMetrics: inside({
        MultiParty: to("chat_multi_party", flag),
        TotalMessages: to("chat_total_messages", integer),
        TotalBotMessages: to("chat_total_bot_messages", integer),
        TotalBotMessageLengthInChars: to("chat_total_bot_message_length_chars", integer),
        ConversationCloseTimeInMillis: to("chat_conversation_close_ms", bigint),
        ConversationTurnCount: to("chat_conversation_turns", integer),
        AgentFirstResponseTimestamp: to("chat_agent_first_response_ts", timestamp),
        AgentFirstResponseTimeInMillis: to("chat_agent_first_response_ms", bigint),
    }),
    AgentMetrics: to("chat_agent", chatParticipant),
    CustomerMetrics: to("chat_customer", chatParticipant),
};

/**
 * Every documented key of a contact record and the column it fills.
 *
 * Source: https://docs.aws.amazon.com/connect/latest/adminguide/ctr-data-model.html
 */
export const contactRecordFields: Fields<ContactRecordRow> = {
    AWSAccountId: to("aws_account_id", text),
    AWSContactTraceRecordFormatVersion: to("record_format_version", text),
    AdditionalEmailRecipients: inside({
        ToAddresses: to("additional_to_addresses", addresses),
        CcAddresses: to("additional_cc_addresses", addresses),
    }),
    Agent: inside(agent),
    AgentConnectionAttempts: to("agent_connection_attempts", integer),
    AnsweringMachineDetectionStatus: to("amd_status", text),
    Attributes: to("attributes", textMap),
    Campaign: inside({ CampaignId: to("campaign_id", text) }),
    Channel: to("channel", upperText),
    ChatMetrics: inside(chatMetrics),
    ConnectedToSystemTimestamp: to("connected_to_system_ts", timestamp),
    ContactAssociationId: to("contact_association_id", text),
    ContactDetails: to("contact_details", textMap),
    ContactEvaluations: to("contact_evaluations", evaluations),
    ContactId: to("contact_id", text),
    ContactLens: inside({ ConversationalAnalytics: inside({ Configuration: inside(contactLensConfiguration) }) }),
    Customer: inside({
        Capabilities: to("customer_capabilities", textMap),
        DeviceInfo: inside({
            PlatformName: to("customer_platform_name", text),
            PlatformVersion: to("customer_platform_version", text),
            OperatingSystem: to("customer_operating_system", text),
        }),
    }),
    CustomerEndpoint: inside({
        Address: to("customer_endpoint_address", text),
        Type: to("customer_endpoint_type", text),
    }),
    CustomerId: to("customer_id", text),
    CustomerVoiceActivity: inside({
        GreetingStartTimestamp: to("customer_greeting_start_ts", timestamp),
        GreetingEndTimestamp: to("customer_greeting_end_ts", timestamp),
    }),
    DisconnectDetails: inside({ PotentialDisconnectIssue: to("potential_disconnect_issue", text) }),
    DisconnectReason: to("disconnect_reason", text),
    DisconnectTimestamp: to("disconnect_ts", timestamp),
    ExternalThirdParty: inside({
        ExternalThirdPartyInteractionDuration: to("external_third_party_interaction_s", integer),
    }),
    GlobalResiliencyMetadata: inside({
        ActiveRegion: to("active_region", text),
        OriginRegion: to("origin_region", text),
        TrafficDistributionGroupId: to("traffic_distribution_group_id", text),
    }),
    InitialContactId: to("initial_contact_id", text),
    InitiationMethod: to("initiation_method", text),
    InitiationTimestamp: to("initiation_ts", timestamp),
    InstanceARN: to("instance_arn", text),
    LastPausedTimestamp: to("last_paused_ts", timestamp),
    LastResumedTimestamp: to("last_resumed_ts", timestamp),
    LastUpdateTimestamp: to("last_update_ts", timestamp),
    MediaStreams: to("media_streams", mediaStreams),
    NextContactId: to("next_contact_id", text),
    OutboundStrategy: each(
        to("outbound_strategy", json),
        inside({ Type: to("outbound_strategy_type", text), Config: known() }),
    ),
    PreviousContactId: to("previous_contact_id", text),
    QualityMetrics: inside({
        Agent: inside({
            Audio: inside({
                QualityScore: to("agent_audio_score", decimal),
                PotentialQualityIssues: to("agent_audio_issues", list(text)),
            }),
        }),
        Customer: inside({
            Audio: inside({
                QualityScore: to("customer_audio_score", decimal),
                PotentialQualityIssues: to("customer_audio_issues", list(text)),
            }),
        }),
    }),
    Queue: inside({
        ARN: each(to("queue_arn", text), to("queue_id", idAfter("/queue/"))),
        Name: to("queue_name", text),
        EnqueueTimestamp: to("enqueue_ts", timestamp),
        DequeueTimestamp: to("dequeue_ts", timestamp),
        Duration: to("queue_duration_s", integer),
    }),
    ...recordings,
    References: to("contact_references", json),
    RelatedContactId: to("related_contact_id", text),
    RoutingCriteria: to("routing_criteria", json),
    ScheduledTimestamp: to("scheduled_ts", timestamp),
    SegmentAttributes: each(to("segment_attributes", wrappedTextMap), to("subtype", wrappedTextAt("connect:Subtype"))),
    SystemEndpoint: inside({ Address: to("system_endpoint_address", text), Type: to("system_endpoint_type", text) }),
    Tags: to("tags", textMap),
    TaskTemplateInfo: inside({ ARN: to("task_template_arn", text), Name: to("task_template_name", text) }),
    TotalPauseCount: to("total_pause_count", integer),
    TotalPauseDurationInSeconds: to("total_pause_duration_s", integer),
    TransferCompletedTimestamp: to("transfer_completed_ts", timestamp),
    TransferredToEndpoint: inside({
        Address: to("transferred_to_address", text),
        Type: to("transferred_to_type", text),
    }),
    VoiceIdResult: to("voice_id_result", json),
    WisdomInfo: inside({ SessionArn: to("wisdom_session_arn", text) }),
};
