import type { Column } from "../table";
import { t } from "../types";

/** The customer, and the ends of the line. */
export const customerColumns = {
    customer_id: { type: t.string(), description: "Id of the customer, as a flow or CRM set it.", personal: true },
    customer_endpoint_type: { type: t.string(), description: "Kind of the customer's address, e.g. TELEPHONE_NUMBER." },
    customer_endpoint_address: { type: t.string(), description: "Address of the customer.", personal: true },
    system_endpoint_type: { type: t.string(), description: "Kind of the address that the customer reached." },
    system_endpoint_address: { type: t.string(), description: "Address that the customer reached: one of ours." },
    transferred_to_type: { type: t.string(), description: "Kind of the address that the contact was transferred to." },
    transferred_to_address: {
        type: t.string(),
        description: "Address that the contact was transferred to, which may be a person's.",
        personal: true,
    },
    additional_to_addresses: {
        type: t.array(t.string()),
        description: "Further addresses an e-mail was sent to.",
        personal: true,
    },
    additional_cc_addresses: {
        type: t.array(t.string()),
        description: "Further addresses an e-mail was copied to.",
        personal: true,
    },
    customer_capabilities: { type: t.map(t.string()), description: "What the customer's end could do." },
    customer_platform_name: { type: t.string(), description: "Platform of the customer's device." },
    customer_platform_version: { type: t.string(), description: "Version of that platform." },
    customer_operating_system: { type: t.string(), description: "Operating system of the customer's device." },
    customer_greeting_start_ts: {
        type: t.timestamp(),
        description: "When the customer's greeting began, on an outbound call.",
    },
    customer_greeting_end_ts: { type: t.timestamp(), description: "When the customer's greeting ended." },
    voice_id_result: {
        type: t.string(),
        description: "Result of Amazon Connect Voice ID, which ended in May 2026, as JSON.",
        personal: true,
    },
} as const satisfies Record<string, Column>;
