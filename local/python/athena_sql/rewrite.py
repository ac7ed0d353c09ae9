"""Where Athena and DuckDB mean different things by the same words, or write the same thing differently."""

import re

from sqlglot import exp

from .errors import QuestionError, offset_of
from .joda import joda_to_strftime
from .unnest import rewrite_unnests


def rewrite(statement, types):
    """Rewrites a checked question, in place, so that DuckDB answers it as Athena would."""
    rewrite_unnests(statement, types)
    # Leaves first: a rule may rely on its operands being done.
    for node in reversed(list(statement.walk())):
        rule = _RULES.get(type(node))
        if rule is not None:
            replacement = rule(node, types)
            if replacement is not node:
                node.replace(replacement)
    return statement


def name_columns(statement):
    """Athena calls a result column without a name `_col` and its place."""
    select = statement
    while not isinstance(select, exp.Select):
        if isinstance(select, exp.Values):
            return
        select = select.this
    for i, projection in enumerate(select.expressions):
        if isinstance(projection, exp.Dot):
            projection.replace(exp.alias_(projection.copy(), projection.name, quoted=True))
        elif not isinstance(projection, (exp.Alias, exp.Column, exp.Star)):
            projection.replace(exp.alias_(projection.copy(), f"_col{i}", quoted=True))


def call(name, *arguments):
    return exp.Anonymous(this=name, expressions=list(arguments))


def _text(value):
    return exp.Literal.string(value)


# Dates and times


def _unit(node):
    unit = node.args.get("unit")
    name = unit.name.lower() if unit is not None else "day"
    if name not in _UNITS:
        raise QuestionError("INVALID_FUNCTION_ARGUMENT", f"'{name}' is not a valid time unit", offset_of(node), f"There are: {', '.join(_UNITS)}.")
    return name


_UNITS = ("millisecond", "second", "minute", "hour", "day", "week", "month", "quarter", "year")


def _date_diff(node, _types):
    # DuckDB's date_diff counts the boundaries between two times; its date_sub counts whole units, as Athena does.
    return call("date_sub", _text(_unit(node)), node.expression, node.this)


def _date_add(node, _types):
    amount = node.expression
    if isinstance(amount, exp.Interval):
        amount = amount.this
    return call("athena_plus", node.this, call(f"to_{_unit(node)}s", exp.cast(amount, "int")))


def _date_trunc(node, _types):
    return call("athena_trunc", _text(_unit(node)), node.this)


def _is_interval(node):
    if isinstance(node, exp.Interval):
        return True
    if isinstance(node, (exp.Paren, exp.Neg)):
        return _is_interval(node.this)
    if isinstance(node, (exp.Mul, exp.Add)):
        return _is_interval(node.this) or _is_interval(node.expression)
    return False


def _plus(node, _types):
    left, right = node.this, node.expression
    if _is_interval(left) == _is_interval(right):
        return node
    return call("athena_plus", right, left) if _is_interval(left) else call("athena_plus", left, right)


def _minus(node, _types):
    if _is_interval(node.expression) and not _is_interval(node.this):
        return call("athena_minus", node.this, node.expression)
    return node


def _at_time_zone(node, _types):
    return call("athena_at_zone", node.this, node.args["zone"])


def _format_pattern(node):
    if not (isinstance(node, exp.Literal) and node.is_string):
        raise QuestionError("NOT_SUPPORTED", "The local engine needs a date pattern that is written out", offset_of(node))
    return _text(joda_to_strftime(node.name, offset_of(node)))


def _from_unixtime(node, _types):
    return call("to_timestamp", node.this)


# Text and JSON


def _cast(node, types):
    target = node.to
    if target.this in (exp.DataType.Type.TIMESTAMP, exp.DataType.Type.TIMESTAMPTZ) and target.expressions:
        target.set("expressions", None)
    if target.this not in exp.DataType.TEXT_TYPES:
        return node
    if isinstance(node.this, (exp.JSONExtract, exp.ParseJSON)) or (isinstance(node.this, exp.Anonymous) and node.this.name == "athena_json"):
        return call("athena_json_text", node.this, _text("$"))
    length = target.expressions[0] if target.expressions else None
    written = call("athena_text", node.this)
    return call("left", written, length.this) if length is not None else written


def _json_path(node):
    path = node.expression
    return _text(path.sql("duckdb")[1:-1].replace("''", "'")) if isinstance(path, exp.JSONPath) else path


def _json_scalar(node, _types):
    return call("athena_json_text", node.this, _json_path(node))


def _json_extract(node, _types):
    return call("athena_json", node.this, _json_path(node))


def _regexp_extract(node, _types):
    group = node.args.get("group") or exp.Literal.number(0)
    return call("athena_regexp_extract", node.this, node.expression, group)


def _regexp_replace(node, _types):
    replacement = node.args.get("replacement") or _text("")
    if isinstance(replacement, exp.Literal):
        replacement = _text(re.sub(r"\$(\d)", r"\\\1", replacement.name))
    return call("regexp_replace", node.this, node.expression, replacement, _text("g"))


def _format(node, _types):
    return call("printf", node.this, *node.expressions)


# Numbers


def _divide(node, types):
    # Athena stops at an integer divided by nought, DuckDB answers NULL.
    if types.is_integer(node.this) and types.is_integer(node.expression):
        node.set("expression", call("athena_divisor", node.expression))
    node.set("typed", False)
    return node


def _percentile(node, _types):
    if node.args.get("weight") is not None or node.args.get("accuracy") is not None:
        raise QuestionError("NOT_SUPPORTED", "approx_percentile with a weight or an accuracy works in Athena, but not in the local engine", offset_of(node))
    return call("quantile_disc", node.this, node.args["quantile"])


def _approx_distinct(node, _types):
    # Exact: at this size it costs nothing, and an answer that wavers helps nobody.
    return exp.Count(this=exp.Distinct(expressions=[node.this]))


# Arrays and maps


def cardinality(items, types):
    kind = types.of(items)
    if kind is not None and kind.this == exp.DataType.Type.MAP:
        return call("cardinality", items)
    if kind is not None and kind.this in (exp.DataType.Type.ARRAY, exp.DataType.Type.LIST):
        return call("len", items)
    return call("athena_cardinality", items)


def _lambda_body(node, replacements):
    """The body of a lambda with its parameters replaced: by position."""
    names = {parameter.name: replacement for parameter, replacement in zip(node.expressions, replacements)}
    body = node.this.copy()

    def replace(inner):
        if isinstance(inner, exp.Column) and not inner.table and inner.name in names:
            return names[inner.name].copy()
        if isinstance(inner, exp.Column) and inner.table in names:
            return exp.Dot(this=names[inner.table].copy(), expression=inner.this.copy())
        if isinstance(inner, exp.Identifier) and inner.name in names and not isinstance(inner.parent, (exp.Column, exp.Dot)):
            return names[inner.name].copy()
        return inner

    return body.transform(replace)


def _entry_lambda(function):
    """A lambda over (key, value) as one over a map's entry."""
    entry = exp.to_identifier("athena_entry", quoted=True)
    fields = [exp.Dot(this=exp.column(entry.copy()), expression=exp.to_identifier(name, quoted=True)) for name in ("key", "value")]
    return lambda body: exp.Lambda(this=body, expressions=[entry.copy()]), _lambda_body(function, fields), fields


def _map_filter(node, _types):
    a_map, function = _two(node)
    wrap, body, _ = _entry_lambda(function)
    return call("map_from_entries", call("list_filter", call("map_entries", a_map), wrap(body)))


def _transform_values(node, _types):
    a_map, function = _two(node)
    wrap, body, (key, _) = _entry_lambda(function)
    return call("map_from_entries", call("list_transform", call("map_entries", a_map), wrap(call("row", key, body))))


def _transform_keys(node, _types):
    a_map, function = _two(node)
    wrap, body, (_, value) = _entry_lambda(function)
    return call("map_from_entries", call("list_transform", call("map_entries", a_map), wrap(call("row", body, value))))


def _zip_with(node, _types):
    first, second, function = node.expressions if isinstance(node, exp.Anonymous) else (node.this, *node.expressions)
    pair = exp.to_identifier("athena_pair", quoted=True)
    items = [exp.Bracket(this=exp.column(pair.copy()), expressions=[exp.Literal.number(i)], offset=1) for i in (1, 2)]
    body = _lambda_body(function, items)
    return call("list_transform", call("list_zip", first, second), exp.Lambda(this=body, expressions=[pair.copy()]))


def _match(node, kind):
    items, function = _two(node)
    matches = call("len", call("list_filter", items, function))
    if kind == "any":
        return exp.paren(exp.GT(this=matches, expression=exp.Literal.number(0)))
    if kind == "none":
        return exp.paren(exp.EQ(this=matches, expression=exp.Literal.number(0)))
    return exp.paren(exp.EQ(this=matches, expression=call("len", items.copy())))


def _two(node):
    if isinstance(node, exp.Anonymous):
        if len(node.expressions) != 2:
            raise QuestionError("FUNCTION_NOT_FOUND", f"{node.name.lower()} takes two arguments", offset_of(node))
        return node.expressions
    return [node.this, node.expression]


def _reduce(node, _types):
    finish = node.args.get("finish")
    reduced = call("list_reduce", node.this, node.args["merge"], node.args["initial"])
    return _lambda_body(finish, [reduced]) if isinstance(finish, exp.Lambda) else reduced


def _array_sort(node, _types):
    if isinstance(node.args.get("expression"), exp.Lambda):
        raise QuestionError("NOT_SUPPORTED", "array_sort with a comparator works in Athena, but not in the local engine", offset_of(node))
    return call("list_sort", node.this, _text("ASC"), _text("NULLS LAST"))


def _array_join(node, _types):
    null = node.args.get("null")
    texts = node.this
    if null is not None:
        element = exp.to_identifier("athena_element", quoted=True)
        body = call("coalesce", call("athena_text", exp.column(element.copy())), null)
        texts = call("list_transform", texts, exp.Lambda(this=body, expressions=[element]))
    return call("array_to_string", texts, node.expression)


def _sequence(node, _types):
    start, end, step = node.args["start"], node.args["end"], node.args.get("step")
    days = step is None or _is_interval(step)
    return call("athena_sequence", start, end, *([step] if step is not None else [])) if days else call("generate_series", start, end, step)


def _slice(node, _types):
    # Athena's third argument is a length, DuckDB's the last position.
    start, length = node.args["start"], node.args["end"]
    return call("athena_slice", node.this, start, length)


def _anonymous(node, types):
    name = node.name.lower()
    rule = _BY_NAME.get(name)
    if rule is not None:
        return rule(node, types)
    if name in _RENAMED:
        return call(_RENAMED[name], *node.expressions)
    node.set("this", name)
    return node


_RENAMED = {
    "format_number": "athena_format_number",
    "map_agg": "athena_map_agg",
    "week_of_year": "weekofyear",
    "yow": "isoyear",
    "every": "bool_and",
    "at_timezone": "athena_at_zone",
    "bitwise_xor": "xor",
    "from_iso8601_timestamp_nanos": "athena_iso8601",
    "to_milliseconds": "athena_to_milliseconds",
}

_BY_NAME = {
    "map_filter": _map_filter,
    "transform_values": _transform_values,
    "transform_keys": _transform_keys,
    "zip_with": _zip_with,
    "any_match": lambda node, _: _match(node, "any"),
    "all_match": lambda node, _: _match(node, "all"),
    "none_match": lambda node, _: _match(node, "none"),
    "format_datetime": lambda node, _: call("strftime", node.expressions[0], _format_pattern(node.expressions[1])),
}

_RULES = {
    exp.Anonymous: _anonymous,
    exp.DateDiff: _date_diff,
    exp.TimestampDiff: _date_diff,
    exp.DateAdd: _date_add,
    exp.TimestampAdd: _date_add,
    exp.DateTrunc: _date_trunc,
    exp.TimestampTrunc: _date_trunc,
    exp.Add: _plus,
    exp.Sub: _minus,
    exp.AtTimeZone: _at_time_zone,
    exp.UnixToTime: _from_unixtime,
    exp.Cast: _cast,
    exp.TryCast: _cast,
    exp.JSONExtractScalar: _json_scalar,
    exp.JSONExtract: _json_extract,
    exp.RegexpExtract: _regexp_extract,
    exp.RegexpReplace: _regexp_replace,
    exp.Format: _format,
    exp.Div: _divide,
    exp.ApproxQuantile: _percentile,
    exp.ApproxDistinct: _approx_distinct,
    exp.ArraySize: lambda node, types: cardinality(node.this, types),
    exp.Reduce: _reduce,
    exp.ArraySort: _array_sort,
    exp.Repeat: lambda node, _: call("athena_repeat", node.this, node.args["times"]),
    exp.SHA: lambda node, _: call("unhex", call("sha1", node.this)),
    exp.ArrayToString: _array_join,
    exp.GenerateSeries: _sequence,
    exp.ArraySlice: _slice,
    exp.ParseDatetime: lambda node, _: call("timezone", _text("UTC"), call("strptime", node.this, _format_pattern(node.args["format"]))),
}
