"""Where Athena and DuckDB mean different things by the same words, or write the same thing differently."""

from sqlglot import exp

from . import arrays, numbers, texts, times
from .calls import call, text
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
    "map_agg": "athena_map_agg",
    "week_of_year": "weekofyear",
    "yow": "isoyear",
    "every": "bool_and",
    "at_timezone": "athena_at_zone",
    "bitwise_xor": "xor",
    "to_milliseconds": "athena_to_milliseconds",
}

_BY_NAME = {
    "map_filter": arrays.map_filter,
    "transform_values": arrays.transform_values,
    "transform_keys": arrays.transform_keys,
    "zip_with": arrays.zip_with,
    "any_match": lambda node, _: arrays.match(node, "any"),
    "all_match": lambda node, _: arrays.match(node, "all"),
    "none_match": lambda node, _: arrays.match(node, "none"),
    "format_datetime": lambda node, _: call("strftime", node.expressions[0], times.format_pattern(node.expressions[1])),
}

_RULES = {
    exp.Anonymous: _anonymous,
    exp.DateDiff: times.date_diff,
    exp.TimestampDiff: times.date_diff,
    exp.DateAdd: times.date_add,
    exp.TimestampAdd: times.date_add,
    exp.DateTrunc: times.date_trunc,
    exp.TimestampTrunc: times.date_trunc,
    exp.Add: times.plus,
    exp.Sub: times.minus,
    exp.AtTimeZone: times.at_time_zone,
    exp.UnixToTime: times.from_unixtime,
    exp.Cast: texts.cast,
    exp.TryCast: texts.cast,
    exp.JSONExtractScalar: texts.json_scalar,
    exp.JSONExtract: texts.json_extract,
    exp.RegexpExtract: texts.regexp_extract,
    exp.RegexpReplace: texts.regexp_replace,
    exp.Format: texts.format,
    exp.Div: numbers.divide,
    exp.ApproxQuantile: numbers.percentile,
    exp.ApproxDistinct: numbers.approx_distinct,
    exp.ArraySize: lambda node, types: arrays.cardinality(node.this, types),
    exp.Reduce: arrays.reduce,
    exp.ArraySort: arrays.array_sort,
    exp.Repeat: lambda node, _: call("athena_repeat", node.this, node.args["times"]),
    exp.SHA: lambda node, _: call("unhex", call("sha1", node.this)),
    exp.ArrayToString: arrays.array_join,
    exp.GenerateSeries: arrays.sequence,
    exp.ArraySlice: arrays.slice,
    exp.ParseDatetime: lambda node, _: call("timezone", text("UTC"), call("strptime", node.this, times.format_pattern(node.args["format"]))),
}
