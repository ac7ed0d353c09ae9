"""Division and approximate aggregates."""

from sqlglot import exp

from .calls import call
from .errors import QuestionError, offset_of


def divide(node, types):
    # Athena stops at an integer divided by nought, DuckDB answers NULL.
    if types.is_integer(node.this) and types.is_integer(node.expression):
        node.set("expression", call("athena_divisor", node.expression))
    node.set("typed", False)
    return node


def percentile(node, _types):
    if node.args.get("weight") is not None or node.args.get("accuracy") is not None:
        raise QuestionError("NOT_SUPPORTED", "approx_percentile with a weight or an accuracy works in Athena, but not in the local engine", offset_of(node))
    return call("quantile_disc", node.this, node.args["quantile"])


def approx_distinct(node, _types):
    # Exact: at this size it costs nothing, and an answer that wavers helps nobody.
    return exp.Count(this=exp.Distinct(expressions=[node.this]))
