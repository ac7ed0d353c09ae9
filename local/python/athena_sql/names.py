"""Which tables a question means, and where the names in it stand."""

from difflib import get_close_matches

from sqlglot import exp

from .errors import QuestionError, offset_of

CATALOG = "awsdatacatalog"
INFORMATION_SCHEMA = "information_schema"
# DuckDB has an information_schema of its own, of another shape.
_DUCKDB_NAMES = {INFORMATION_SCHEMA: "athena_information_schema"}
# DuckDB has tables of its own that need no database, and its rules for where a WITH's name holds aren't quite Athena's: without the
# prefix, a name that the one takes for a WITH's could be a system table to the other.
_CTE_PREFIX = "athena_cte_"


def lower_names(statement):
    """Athena's names don't heed case, and its results show them in lower case."""
    for identifier in statement.find_all(exp.Identifier):
        identifier.set("this", identifier.name.lower())


def resolve_tables(statement, databases, default):
    """Writes every table's database out. Returns the (database, table) pairs, each once, in the order of the question."""
    found = {}
    references = []
    for table in list(statement.find_all(exp.Table)):
        if not isinstance(table.this, exp.Identifier):
            raise QuestionError("NOT_SUPPORTED", "Table functions can't be used in FROM", offset_of(table), "Use UNNEST(…).")
        if not table.db and _is_cte(table):
            references.append(table)
            continue
        database = _database_of(table, databases, default)
        table.set("catalog", None)
        table.set("db", exp.to_identifier(_DUCKDB_NAMES.get(database, database), quoted=True))
        found[(database, table.name)] = True
    _prefix_ctes(statement, references)
    return list(found)


def _prefix_ctes(statement, references):
    for cte in statement.find_all(exp.CTE):
        cte.args["alias"].set("this", exp.to_identifier(_CTE_PREFIX + cte.alias, quoted=True))
    for table in references:
        if not table.alias:
            table.set("alias", exp.TableAlias(this=table.this.copy()))
        table.set("this", exp.to_identifier(_CTE_PREFIX + table.name, quoted=True))


def _is_cte(table):
    """Whether a name without a database is one that a WITH around it defines, before the place it's used at."""
    child = table
    inside = None
    while child.parent is not None:
        parent = child.parent
        if isinstance(child, exp.CTE):
            inside = child
        if isinstance(parent, exp.With):
            for cte in parent.expressions:
                if cte is inside and not parent.recursive:
                    break
                if cte.alias == table.name:
                    return True
                if cte is inside:
                    break
        elif isinstance(parent, exp.Query):
            with_ = next((arg for arg in parent.iter_expressions() if isinstance(arg, exp.With)), None)
            if with_ is not None and with_ is not child and any(cte.alias == table.name for cte in with_.expressions):
                return True
        child = parent
    return False


def _database_of(table, databases, default):
    place = offset_of(table)
    if table.catalog and table.catalog != CATALOG:
        raise QuestionError("CATALOG_NOT_FOUND", f"Catalog '{table.catalog}' does not exist", place, f"There is only '{CATALOG}'.")
    if table.db:
        if table.db not in databases:
            names = [name for name in databases if name != INFORMATION_SCHEMA]
            raise QuestionError("SCHEMA_NOT_FOUND", f"Schema '{table.db}' does not exist", place, _near(table.db, names))
        if table.name not in databases[table.db]:
            raise _no_table(table.db, table.name, databases[table.db], place)
        return table.db
    if default is not None:
        if default not in databases:
            raise QuestionError("SCHEMA_NOT_FOUND", f"Schema '{default}' does not exist", None, _near(default, list(databases)))
        if table.name not in databases[default]:
            raise _no_table(default, table.name, databases[default], place)
        return default
    holders = [name for name, tables in databases.items() if table.name in tables and name != INFORMATION_SCHEMA]
    if len(holders) == 1:
        return holders[0]
    if holders:
        raise QuestionError(
            "AMBIGUOUS_NAME", f"Table '{table.name}' is in several databases", place, f"Write one of: {', '.join(f'{h}.{table.name}' for h in holders)}."
        )
    everything = {name for database, tables in databases.items() if database != INFORMATION_SCHEMA for name in tables}
    raise _no_table(None, table.name, everything, place)


def _no_table(database, table, candidates, place):
    name = f"{CATALOG}.{database}.{table}" if database else table
    return QuestionError("TABLE_NOT_FOUND", f"Table '{name}' does not exist", place, _near(table, list(candidates)))


def _near(name, candidates):
    near = get_close_matches(name, candidates, n=1)
    if near:
        return f"Did you mean '{near[0]}'?"
    return f"There are: {', '.join(sorted(candidates))}." if 0 < len(candidates) <= 12 else None


def name_places(statement, tokens):
    """Where each name first stands: for errors that are found only when the names are bound."""
    places = {}
    for identifier in statement.find_all(exp.Identifier):
        start = identifier.meta.get("start")
        if start is not None and start < places.get(identifier.name, start + 1):
            places[identifier.name] = start
    for token, following in zip(tokens, tokens[1:]):
        if following.text == "(":
            places.setdefault(token.text.lower(), token.start)
    return places
