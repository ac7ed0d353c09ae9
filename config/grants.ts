import { aFlag, aText, type Form, mapOf, oneOf, recordProblems, texts } from "./forms";
import { isRecord, parseJson, shortly } from "./readers";

/** A grant as a stack's file states it; what each part means is told by LakeGrants, which also judges how they fit. */
export interface GrantSetting {
    /** Name of the grantee in `principals`. */
    principal: string;
    access?: "read" | "write" | "own";
    permissions?: string[];
    onDatabase?: boolean;
    table?: string;
    tables?: string[];
    allTables?: boolean;
    columns?: string[];
    excludedColumns?: string[];
    includePersonalColumns?: boolean;
    rows?: string;
    dataLocation?: string;
    tags?: Record<string, string[]>;
    taggedResource?: "DATABASE" | "TABLE";
    grantOption?: boolean;
    optIn?: boolean;
}

const GRANTS_EXAMPLE =
    ', for example {"analysts-read-contacts": {"principal": "analysts", "access": "read", "table": "contact_records"}}';

const tagValues: Form = {
    ...mapOf(texts("internal"), '{"sensitivity": ["internal"]}'),
    takes: "an object with a list of values for each key",
};

const FORMS: Readonly<Record<keyof GrantSetting, Form>> = {
    principal: aText("analysts"),
    access: oneOf("read", "write", "own"),
    permissions: texts("DESCRIBE", "SELECT"),
    onDatabase: aFlag,
    table: aText("contact_records"),
    tables: texts("contact_records", "agent_events"),
    allTables: aFlag,
    columns: texts("contact_id", "channel"),
    excludedColumns: texts("queue_name"),
    includePersonalColumns: aFlag,
    rows: aText("channel = 'VOICE'"),
    dataLocation: aText("curated"),
    tags: tagValues,
    taggedResource: oneOf("DATABASE", "TABLE"),
    grantOption: aFlag,
    optIn: aFlag,
};

/** The grants in a setting's text, and every problem with their form. */
export function readGrants(text: string): { grants: Record<string, GrantSetting>; problems: string[] } {
    const parsed = parseJson(text);
    if (!isRecord(parsed)) {
        return {
            grants: {},
            problems: [` is ${shortly(text)}: it takes an object with a grant for each key${GRANTS_EXAMPLE}`],
        };
    }
    const problems = Object.entries(parsed).flatMap(([key, grant]) =>
        grantProblems(grant).map((problem) => `.${key}${problem}`),
    );
    return { grants: problems.length === 0 ? (parsed as Record<string, GrantSetting>) : {}, problems };
}

function grantProblems(grant: unknown): string[] {
    if (!isRecord(grant)) {
        return [` is ${shortly(JSON.stringify(grant))}: it takes an object with a principal${GRANTS_EXAMPLE}`];
    }
    return recordProblems(grant, FORMS, { required: ["principal"], what: "a grant" });
}
