/** Paths of the assistant's server. */
export const AssistantPath = { Turn: "/turn", Session: "/session", Health: "/health" } as const;

/** Header that brings the shopper's own id token, as at the deployed function. */
export const SHOPPER_TOKEN_HEADER = "x-shopper-token";

/** A message of a shopper, as the body of a POST. */
export interface TurnBody {
    readonly message: string;
    /** Absent: a new conversation begins. */
    readonly conversation_id?: string | null;
}

/** Signs a sample shopper in. */
export interface SessionBody {
    /** Key of one of the personas. */
    readonly persona: string;
}

export interface Session {
    readonly persona: string;
    readonly given_name: string;
    readonly email: string;
    readonly id_token: string;
    /** When the token expires: ISO 8601, UTC. */
    readonly expires_at: string;
}

/** Which model answers, so that nobody takes a stand-in for a model. */
export interface ModelFacts {
    /** Whether it is the scripted planner, and no language model. */
    readonly scripted: boolean;
    /** Address of the model server. */
    readonly url: string;
}

export interface Health {
    readonly status: "ok";
    readonly model: ModelFacts;
    /** Keys of the sample shoppers that can sign in. */
    readonly personas: readonly string[];
}
