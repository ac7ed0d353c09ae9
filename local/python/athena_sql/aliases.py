"""Aliases of the select list: DuckDB lets every clause use them, Athena only ORDER BY."""

from sqlglot import exp
from sqlglot.errors import SqlglotError
from sqlglot.optimizer.scope import traverse_scope

from .errors import QuestionError, offset_of

HINT = "Only ORDER BY can use a name that the select list gives: repeat the expression, or wrap the query in another."


def check_alias_use(statement, databases):
    try:
        scopes = traverse_scope(statement)
    except SqlglotError:
        return
    for scope in scopes:
        if isinstance(scope.expression, exp.Select) and not scope.is_correlated_subquery:
            _check_select(scope, databases)


def _check_select(scope, databases):
    select = scope.expression
    available = _available_columns(scope, databases)
    if available is None:
        return
    aliases = {projection.alias for projection in select.expressions if isinstance(projection, exp.Alias)} - available
    if not aliases:
        return
    for clause in [*select.expressions, select.args.get("where"), select.args.get("group"), select.args.get("having")]:
        if clause is None:
            continue
        for column in clause.find_all(exp.Column):
            if not column.table and column.name in aliases and column.find_ancestor(exp.Select) is select and not _is_parameter(column):
                raise QuestionError("COLUMN_NOT_FOUND", f"Column '{column.name}' cannot be resolved", offset_of(column), HINT)


def _is_parameter(column):
    """Whether a lambda around it defines the name."""
    around = column.find_ancestor(exp.Lambda)
    while around is not None:
        if any(parameter.name == column.name for parameter in around.expressions):
            return True
        around = around.find_ancestor(exp.Lambda)
    return False


def _available_columns(scope, databases):
    """The columns that a select's sources offer, or None if that can't be told."""
    names = set()
    for source in scope.sources.values():
        if isinstance(source, exp.Table):
            columns = databases.get(source.db, {}).get(source.name)
            if columns is None:
                return None
            names.update(columns)
            continue
        query = source.expression
        if not isinstance(query, exp.Query):
            return None
        selected = query.named_selects
        if "*" in selected or not selected:
            return None
        names.update(selected)
    if any(True for _ in scope.expression.find_all(exp.Unnest, exp.Lateral)):
        return None
    return names
