"""Carries Athena's SQL over to DuckDB's, as a process that answers one JSON request a line on standard output.

It ends when its standard input does, and so never outlives the process that started it.

Requests: {"id", "op": "catalog", "catalog": key, "databases": {database: {table: {column: Glue type}}}}
          {"id", "op": "question", "catalog": key, "sql", "database": default or null}
Answers:  {"id", "ok": …} or {"id", "error": {"code", "message", "position": [line, column], "hint"}}
"""

import json
import logging
import sys

from athena_sql.aliases import check_alias_use
from athena_sql.checks import check_clauses, check_first_word, check_limit, check_statement, check_tokens
from athena_sql.errors import QuestionError, position
from athena_sql.names import lower_names, name_places, resolve_tables
from athena_sql.rewrite import name_columns, rewrite
from athena_sql.types import Types, parse_schema
from sqlglot import ErrorLevel
from sqlglot.dialects.dialect import Dialect
from sqlglot.errors import ParseError, SqlglotError, TokenError

CATALOGS = {}


def set_catalog(request):
    databases = request["databases"]
    CATALOGS[request["catalog"]] = (databases, parse_schema(databases))
    return {}


def translate(request):
    databases, schema = CATALOGS[request["catalog"]]
    sql = request["sql"]
    athena = Dialect.get_or_raise("athena")
    tokens = athena.tokenize(sql)
    check_first_word(tokens)
    check_tokens(tokens)
    statement = check_statement(athena.parser().parse(tokens, sql))
    check_limit(tokens)
    check_clauses(statement)
    lower_names(statement)
    places = name_places(statement, tokens)
    tables = resolve_tables(statement, databases, request.get("database"))
    check_alias_use(statement, databases)
    rewrite(statement, Types(statement, schema))
    name_columns(statement)
    return {
        "sql": statement.sql(dialect="duckdb", identify=True, unsupported_level=ErrorLevel.IGNORE),
        "tables": tables,
        "names": {name: position(sql, start) for name, start in places.items()},
    }


OPERATIONS = {"catalog": set_catalog, "question": translate}


def answer(request):
    sql = request.get("sql", "")
    try:
        return {"ok": OPERATIONS[request["op"]](request)}
    except QuestionError as error:
        place = None if error.offset is None else position(sql, error.offset)
        return {"error": {"code": error.code, "message": error.message, "position": place, "hint": error.hint}}
    except ParseError as error:
        return {"error": parse_error(error, sql)}
    except TokenError:
        message = "The text is cut off: a quote or a comment is not closed"
        return {"error": {"code": "SYNTAX_ERROR", "message": message, "position": None, "hint": None}}
    except (SqlglotError, RecursionError) as error:
        return {"error": {"code": "NOT_SUPPORTED", "message": str(error), "position": None, "hint": None}}


def parse_error(error, sql):
    first = error.errors[0] if error.errors else {}
    found = first.get("highlight") or ""
    before = first.get("start_context") or ""
    place = sql.rfind(before[-40:] + found) + len(before[-40:]) if found else -1
    expected = first.get("description", "")
    if expected.startswith("Expecting "):
        message = f"mismatched input near '{found}'. Expecting: '{expected.removeprefix('Expecting ')}'"
    else:
        message = f"mismatched input '{found}'" if found else "mismatched input '<EOF>'"
    return {"code": "SYNTAX_ERROR", "message": message, "position": position(sql, place) if place >= 0 else None, "hint": None}


def main():
    # The parser's log would tell of every construct that it passes on unparsed; the checks say it better.
    logging.getLogger("sqlglot").setLevel(logging.CRITICAL)
    for line in sys.stdin:
        request = json.loads(line)
        sys.stdout.write(json.dumps({"id": request["id"], **answer(request)}) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
