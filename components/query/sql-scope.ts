import type { Token } from "./sql-tokens";
import { SQL_WORDS } from "./sql-words";

/** The names that a query brings into being, and the tables that it reads. */
export interface SqlScope {
    /** Tables and views that the query reads, lower case, without those it defines itself. */
    readonly tables: ReadonlySet<string>;
    /** By name or alias in the query: the table that stands behind it, or nothing for a subquery or a `WITH` name. */
    readonly sources: ReadonlyMap<string, string | undefined>;
    /** Names that the query gives to columns, parameters of lambdas and windows. */
    readonly names: ReadonlySet<string>;
    /** Places (indexes of tokens) that hold a table's name, an alias or a name being given: no column is used there. */
    readonly defining: ReadonlySet<number>;
}

/** What a query defines and reads, found by the words around each name. */
export function scopeOf(tokens: readonly Token[]): SqlScope {
    const scope = {
        tables: new Set<string>(),
        sources: new Map<string, string | undefined>(),
        names: new Set<string>(),
        defining: new Set<number>(),
    };
    const withNames = collectWithNames(tokens, scope);
    for (const [index, token] of tokens.entries()) {
        if (token.kind !== "word") continue;
        if ((token.lower === "from" || token.lower === "join") && !isFunctionFrom(tokens, index)) {
            collectSources(tokens, index + 1, token.lower === "from", withNames, scope);
        }
        if (token.lower === "as") collectAlias(tokens, index + 1, scope);
        if (token.lower === "window") define(tokens, index + 1, scope);
    }
    collectImplicitAliases(tokens, scope);
    collectLambdaParameters(tokens, scope);
    return scope;
}

interface OpenScope {
    tables: Set<string>;
    sources: Map<string, string | undefined>;
    names: Set<string>;
    defining: Set<number>;
}

function isName(token: Token | undefined): token is Token {
    return token !== undefined && (token.kind === "quoted" || (token.kind === "word" && !SQL_WORDS.has(token.lower)));
}

function is(token: Token | undefined, text: string): boolean {
    return token?.lower === text && (token.kind === "word" || token.kind === "sign");
}

/** Index after the bracket that closes the one at `open`. */
function afterBracket(tokens: readonly Token[], open: number): number {
    let depth = 0;
    for (let index = open; index < tokens.length; index++) {
        if (is(tokens[index], "(")) depth++;
        if (is(tokens[index], ")") && --depth === 0) return index + 1;
    }
    return tokens.length;
}

function define(tokens: readonly Token[], index: number, scope: OpenScope): void {
    const token = tokens[index];
    if (!isName(token)) return;
    scope.names.add(token.lower);
    scope.defining.add(index);
}

/** `name AS (` and `name (a, b) AS (`, after WITH or a comma. */
function collectWithNames(tokens: readonly Token[], scope: OpenScope): Set<string> {
    const found = new Set<string>();
    if (!tokens.some((token) => is(token, "with"))) return found;
    for (const [index, token] of tokens.entries()) {
        const before = tokens[index - 1];
        if (!isName(token) || !(is(before, "with") || is(before, "recursive") || is(before, ","))) continue;
        const columnsEnd = is(tokens[index + 1], "(") ? afterBracket(tokens, index + 1) : index + 1;
        if (!is(tokens[columnsEnd], "as") || !is(tokens[columnsEnd + 1], "(")) continue;
        for (let column = index + 1; column < columnsEnd; column++) define(tokens, column, scope);
        found.add(token.lower);
        scope.sources.set(token.lower, undefined);
        scope.defining.add(index);
    }
    return found;
}

/** `EXTRACT(x FROM y)`, `TRIM(x FROM y)` and `IS DISTINCT FROM` name no table. */
function isFunctionFrom(tokens: readonly Token[], index: number): boolean {
    if (is(tokens[index - 1], "distinct")) return true;
    let depth = 0;
    for (let back = index - 1; back >= 0; back--) {
        if (is(tokens[back], ")")) depth++;
        if (is(tokens[back], "(") && depth-- === 0) {
            const opener = tokens[back - 1]?.lower ?? "";
            return ["extract", "trim", "substring", "overlay", "position"].includes(opener);
        }
        if (depth === 0 && is(tokens[back], "select")) return false;
    }
    return false;
}

/** The tables after FROM (a list, with commas) or JOIN (one), each with its alias. */
function collectSources(
    tokens: readonly Token[],
    start: number,
    isList: boolean,
    withNames: ReadonlySet<string>,
    scope: OpenScope,
): void {
    let index = start;
    for (;;) {
        while (is(tokens[index], "lateral")) index++;
        let table: string | undefined;
        if (is(tokens[index], "(")) {
            index = afterBracket(tokens, index);
        } else if (is(tokens[index], "unnest") || is(tokens[index], "table")) {
            index = afterBracket(tokens, index + 1);
        } else if (isName(tokens[index])) {
            scope.defining.add(index);
            while (is(tokens[index + 1], ".") && isName(tokens[index + 2])) {
                index += 2;
                scope.defining.add(index);
            }
            const name = tokens[index]?.lower ?? "";
            if (!withNames.has(name)) {
                table = name;
                scope.tables.add(name);
            }
            scope.sources.set(name, table);
            index++;
        } else {
            return;
        }
        if (is(tokens[index], "with") && is(tokens[index + 1], "ordinality")) index += 2;
        const alias = is(tokens[index], "as") ? index + 1 : index;
        const aliasToken = tokens[alias];
        if (isName(aliasToken)) {
            scope.sources.set(aliasToken.lower, table);
            scope.defining.add(alias);
            index = alias + 1;
            if (is(tokens[index], "(")) {
                const end = afterBracket(tokens, index);
                for (let column = index; column < end; column++) define(tokens, column, scope);
                index = end;
            }
        }
        if (!isList || !is(tokens[index], ",")) return;
        index++;
    }
}

/** The name after AS, or the fields of the row type that `CAST(x AS row(a integer))` names there. */
function collectAlias(tokens: readonly Token[], index: number, scope: OpenScope): void {
    if (["row", "array", "map"].some((type) => is(tokens[index], type)) && is(tokens[index + 1], "(")) {
        const end = afterBracket(tokens, index + 1);
        for (let field = index + 2; field < end; field++) scope.defining.add(field);
    } else if (!scope.defining.has(index)) {
        define(tokens, index, scope);
    }
}

/** `SELECT channel ch`: a name right behind a value, with nothing between, names that value. */
function collectImplicitAliases(tokens: readonly Token[], scope: OpenScope): void {
    for (const [index, token] of tokens.entries()) {
        const before = tokens[index - 1];
        if (!isName(token) || before === undefined || scope.defining.has(index)) continue;
        if (endsValue(before) && !is(tokens[index + 1], "(")) define(tokens, index, scope);
    }
}

function endsValue(token: Token): boolean {
    if (token.kind === "text" || token.kind === "number") return true;
    return is(token, ")") || is(token, "]") || is(token, "end") || isName(token);
}

/** `x -> …` and `(x, y) -> …`. */
function collectLambdaParameters(tokens: readonly Token[], scope: OpenScope): void {
    for (const [index, token] of tokens.entries()) {
        if (!is(token, "->")) continue;
        if (!is(tokens[index - 1], ")")) {
            define(tokens, index - 1, scope);
            continue;
        }
        for (let back = index - 2; back >= 0 && !is(tokens[back], "("); back--) define(tokens, back, scope);
    }
}
