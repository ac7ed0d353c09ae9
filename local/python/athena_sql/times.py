"""Dates, times and intervals."""

from sqlglot import exp

from .calls import call, text
from .errors import QuestionError, offset_of
from .joda import joda_to_strftime


def unit(node):
    unit = node.args.get("unit")
    name = unit.name.lower() if unit is not None else "day"
    if name not in _UNITS:
        raise QuestionError("INVALID_FUNCTION_ARGUMENT", f"'{name}' is not a valid time unit", offset_of(node), f"There are: {', '.join(_UNITS)}.")
    return name


_UNITS = ("millisecond", "second", "minute", "hour", "day", "week", "month", "quarter", "year")


def date_diff(node, _types):
    # DuckDB's date_diff counts the boundaries between two times; its date_sub counts whole units, as Athena does.
    return call("date_sub", text(unit(node)), node.expression, node.this)


def date_add(node, _types):
    amount = node.expression
    if isinstance(amount, exp.Interval):
        amount = amount.this
    return call("athena_plus", node.this, call(f"to_{unit(node)}s", exp.cast(amount, "int")))


def date_trunc(node, _types):
    return call("athena_trunc", text(unit(node)), node.this)


def is_interval(node):
    if isinstance(node, exp.Interval):
        return True
    if isinstance(node, (exp.Paren, exp.Neg)):
        return is_interval(node.this)
    if isinstance(node, (exp.Mul, exp.Add)):
        return is_interval(node.this) or is_interval(node.expression)
    return False


def plus(node, _types):
    left, right = node.this, node.expression
    if is_interval(left) == is_interval(right):
        return node
    return call("athena_plus", right, left) if is_interval(left) else call("athena_plus", left, right)


def minus(node, _types):
    if is_interval(node.expression) and not is_interval(node.this):
        return call("athena_minus", node.this, node.expression)
    return node


def at_time_zone(node, _types):
    return call("athena_at_zone", node.this, node.args["zone"])


def format_pattern(node):
    if not (isinstance(node, exp.Literal) and node.is_string):
        raise QuestionError("NOT_SUPPORTED", "The local engine needs a date pattern that is written out", offset_of(node))
    return text(joda_to_strftime(node.name, offset_of(node)))


def from_unixtime(node, _types):
    return call("to_timestamp", node.this)
