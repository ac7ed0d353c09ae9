"""What Athena refuses, but the parser or DuckDB would let through. Each would pass here and then fail in the cloud."""

from difflib import get_close_matches

from sqlglot import exp
from sqlglot.tokens import TokenType

from .errors import QuestionError, offset_of
from .functions import FUNCTIONS, KEYWORDS

READ_ONLY = "Only questions can be asked here: SELECT, WITH, VALUES, SHOW, DESCRIBE and EXPLAIN"

_ASKING = ("SELECT", "WITH", "VALUES", "TABLE", "(")
_CHANGING = tuple(
    "ALTER ANALYZE CALL COMMIT COPY CREATE DEALLOCATE DELETE DENY DROP EXECUTE EXPORT GRANT INSERT LOAD MERGE MSCK OPTIMIZE"
    " PREPARE REFRESH RESET REVOKE ROLLBACK SET START TRUNCATE UNLOAD UPDATE USE VACUUM".split()
)
_QUERIES = (exp.Select, exp.SetOperation, exp.Subquery, exp.Values)


def check_first_word(tokens):
    """What kind of statement it is shows in its first word."""
    if not tokens:
        raise QuestionError("SYNTAX_ERROR", "The question is empty")
    first = tokens[0]
    word = first.text.upper()
    if word in _ASKING:
        return
    if word in _CHANGING:
        raise QuestionError("NOT_SUPPORTED", f"{word} can't be run. {READ_ONLY}", first.start)
    raise QuestionError("SYNTAX_ERROR", f"mismatched input '{first.text}'. {READ_ONLY}", first.start)


def check_statement(statements):
    """The only statement of a text that must hold exactly one question."""
    statements = [statement for statement in statements if statement is not None]
    if not statements:
        raise QuestionError("SYNTAX_ERROR", "The question is empty")
    if len(statements) > 1:
        raise QuestionError("SYNTAX_ERROR", "Only one sql statement is allowed", hint="Ask one question at a time.")
    statement = statements[0]
    if not isinstance(statement, _QUERIES):
        raise QuestionError("NOT_SUPPORTED", f"That can't be run. {READ_ONLY}")
    for node in statement.walk():
        if isinstance(node, (exp.DML, exp.DDL, exp.Command, exp.Describe, exp.Show)) and not isinstance(node, exp.Query):
            raise QuestionError("NOT_SUPPORTED", f"{node.key.upper()} can't be run. {READ_ONLY}")
        if isinstance(node, exp.Select) and node.args.get("into") is not None:
            raise QuestionError("SYNTAX_ERROR", "mismatched input 'INTO'")
        if isinstance(node, exp.Anonymous) and node.name.lower() not in FUNCTIONS:
            # The tokens were checked by their order, which the parser may read otherwise.
            raise QuestionError("FUNCTION_NOT_FOUND", f"Function '{node.name.lower()}' not registered", offset_of(node))
    return statement


def check_tokens(tokens):
    """Forms of other dialects that the parser is lenient about."""
    aliases = _alias_names(tokens)
    for i, token in enumerate(tokens):
        following = tokens[i + 1] if i + 1 < len(tokens) else None
        if token.text == "`":
            raise QuestionError("SYNTAX_ERROR", "backquoted identifiers are not supported", token.start, "Write names in double quotes.")
        if token.token_type == TokenType.DCOLON:
            raise QuestionError("SYNTAX_ERROR", "mismatched input '::'", token.start, "Write CAST(x AS type).")
        if token.token_type == TokenType.ILIKE:
            raise QuestionError("SYNTAX_ERROR", f"mismatched input '{token.text}'", token.start, "Write lower(x) LIKE '…'.")
        if token.token_type in (TokenType.PLACEHOLDER, TokenType.PARAMETER):
            raise QuestionError("NOT_SUPPORTED", "Query parameters can't be given here", token.start, "Write the value itself.")
        if token.token_type == TokenType.L_BRACE:
            raise QuestionError("SYNTAX_ERROR", "mismatched input '{'", token.start, "Write ROW(…) or MAP(ARRAY[…], ARRAY[…]).")
        if following is None or following.token_type != TokenType.L_PAREN or token.token_type == TokenType.STRING:
            continue
        name = token.text.lower()
        if not name.replace("_", "").isalnum() or name in FUNCTIONS or name in KEYWORDS or i in aliases:
            continue
        near = get_close_matches(name, FUNCTIONS, n=1)
        hint = f"Did you mean '{near[0]}'?" if near else None
        raise QuestionError("FUNCTION_NOT_FOUND", f"Function '{name}' not registered", token.start, hint)


def _alias_names(tokens):
    """Places of names that a list of column aliases follows: `AS u(x, y)`, `UNNEST(a) u(x)`, `WITH t(x) AS (…)`."""
    places = set()
    for i, token in enumerate(tokens[:-1]):
        if tokens[i + 1].token_type != TokenType.L_PAREN or i == 0:
            continue
        before = tokens[i - 1]
        if before.token_type in (TokenType.ALIAS, TokenType.R_PAREN, TokenType.WITH, TokenType.RECURSIVE, TokenType.VAR):
            places.add(i)
        elif before.token_type == TokenType.COMMA and _as_follows(tokens, i + 1):
            places.add(i)
    return places


def _as_follows(tokens, opening):
    depth = 0
    for i in range(opening, len(tokens)):
        if tokens[i].token_type == TokenType.L_PAREN:
            depth += 1
        elif tokens[i].token_type == TokenType.R_PAREN:
            depth -= 1
            if depth == 0:
                rest = tokens[i + 1 : i + 3]
                return [t.token_type for t in rest] == [TokenType.ALIAS, TokenType.L_PAREN]
    return False


def check_clauses(statement):
    """Clauses that Athena's grammar lacks or orders otherwise."""
    for node in statement.walk():
        if isinstance(node, exp.Star) and any(node.args.get(key) for key in ("except_", "except", "replace", "rename")):
            raise QuestionError("SYNTAX_ERROR", "'*' takes neither EXCLUDE nor REPLACE", offset_of(node), "List the columns.")
        if isinstance(node, exp.Select):
            _check_select(node)
        if isinstance(node, (exp.Pivot, exp.Qualify)):
            raise QuestionError("SYNTAX_ERROR", f"mismatched input '{node.key.upper()}'", offset_of(node))
        if isinstance(node, exp.MatchRecognize):
            raise QuestionError("NOT_SUPPORTED", "MATCH_RECOGNIZE works in Athena, but not in the local engine", offset_of(node))


def _check_select(select):
    distinct = select.args.get("distinct")
    if distinct is not None and distinct.args.get("on") is not None:
        raise QuestionError("SYNTAX_ERROR", "mismatched input 'ON'", offset_of(distinct), "Rank with row_number() instead.")
    group = select.args.get("group")
    if group is not None and group.args.get("all") and not group.expressions:
        raise QuestionError("SYNTAX_ERROR", "GROUP BY needs the expressions to group by", offset_of(group))
    if not select.expressions:
        raise QuestionError("SYNTAX_ERROR", "SELECT needs at least one expression")


def check_limit(tokens):
    """Athena wants OFFSET before LIMIT; the parser takes either."""
    depth = 0
    limits = {}
    for token in tokens:
        if token.token_type == TokenType.L_PAREN:
            depth += 1
        elif token.token_type == TokenType.R_PAREN:
            limits.pop(depth, None)
            depth -= 1
        elif token.token_type == TokenType.LIMIT:
            limits[depth] = token
        elif token.token_type == TokenType.OFFSET and depth in limits:
            raise QuestionError("SYNTAX_ERROR", "mismatched input 'OFFSET'", token.start, "Write OFFSET before LIMIT.")
