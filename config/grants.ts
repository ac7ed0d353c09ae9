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

interface Form {
    readonly takes: string;
    readonly example: string;
    accepts(value: unknown): boolean;
}

const isText = (value: unknown) => typeof value === "string" && value !== "";
const isTexts = (value: unknown) => Array.isArray(value) && value.length > 0 && value.every(isText);
const aText = (example: string): Form => ({ takes: "a text", example, accepts: isText });
const texts = (...example: string[]): Form => ({
    takes: "a list of texts",
    example: JSON.stringify(example),
    accepts: isTexts,
});
const aFlag: Form = { takes: "true or false", example: "true", accepts: (value) => typeof value === "boolean" };
const oneOf = (...values: [string, ...string[]]): Form => ({
    takes: `one of ${values.join(", ")}`,
    example: values[0],
    accepts: (value) => typeof value === "string" && values.includes(value),
});
const tagValues: Form = {
    takes: "an object with a list of values for each key",
    example: '{"sensitivity": ["internal"]}',
    accepts: (value) => isRecord(value) && Object.values(value).every(isTexts),
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
    const unknown = Object.keys(grant).filter((name) => !Object.hasOwn(FORMS, name));
    const known = Object.entries(FORMS).filter(([name]) => name === "principal" || Object.hasOwn(grant, name));
    return [
        ...unknown.map((name) => ` has "${name}": a grant has ${Object.keys(FORMS).join(", ")}`),
        ...known.flatMap(([name, form]) => {
            const value = grant[name];
            return form.accepts(value)
                ? []
                : [
                      `.${name} is ${shortly(JSON.stringify(value))}: it takes ${form.takes}, for example ${form.example}`,
                  ];
        }),
    ];
}
