"""Arrays and maps, and the lambdas over them."""

from sqlglot import exp

from .calls import call, text
from .errors import QuestionError, offset_of
from .times import is_interval


def cardinality(items, types):
    kind = types.of(items)
    if kind is not None and kind.this == exp.DataType.Type.MAP:
        return call("cardinality", items)
    if kind is not None and kind.this in (exp.DataType.Type.ARRAY, exp.DataType.Type.LIST):
        return call("len", items)
    return call("athena_cardinality", items)


def lambda_body(node, replacements):
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


def entry_lambda(function):
    """A lambda over (key, value) as one over a map's entry."""
    entry = exp.to_identifier("athena_entry", quoted=True)
    fields = [exp.Dot(this=exp.column(entry.copy()), expression=exp.to_identifier(name, quoted=True)) for name in ("key", "value")]
    return lambda body: exp.Lambda(this=body, expressions=[entry.copy()]), lambda_body(function, fields), fields


def map_filter(node, _types):
    a_map, function = two(node)
    wrap, body, _ = entry_lambda(function)
    return call("map_from_entries", call("list_filter", call("map_entries", a_map), wrap(body)))


def transform_values(node, _types):
    a_map, function = two(node)
    wrap, body, (key, _) = entry_lambda(function)
    return call("map_from_entries", call("list_transform", call("map_entries", a_map), wrap(call("row", key, body))))


def transform_keys(node, _types):
    a_map, function = two(node)
    wrap, body, (_, value) = entry_lambda(function)
    return call("map_from_entries", call("list_transform", call("map_entries", a_map), wrap(call("row", body, value))))


def zip_with(node, _types):
    first, second, function = node.expressions if isinstance(node, exp.Anonymous) else (node.this, *node.expressions)
    pair = exp.to_identifier("athena_pair", quoted=True)
    items = [exp.Bracket(this=exp.column(pair.copy()), expressions=[exp.Literal.number(i)], offset=1) for i in (1, 2)]
    body = lambda_body(function, items)
    return call("list_transform", call("list_zip", first, second), exp.Lambda(this=body, expressions=[pair.copy()]))


def match(node, kind):
    items, function = two(node)
    matches = call("len", call("list_filter", items, function))
    if kind == "any":
        return exp.paren(exp.GT(this=matches, expression=exp.Literal.number(0)))
    if kind == "none":
        return exp.paren(exp.EQ(this=matches, expression=exp.Literal.number(0)))
    return exp.paren(exp.EQ(this=matches, expression=call("len", items.copy())))


def two(node):
    if isinstance(node, exp.Anonymous):
        if len(node.expressions) != 2:
            raise QuestionError("FUNCTION_NOT_FOUND", f"{node.name.lower()} takes two arguments", offset_of(node))
        return node.expressions
    return [node.this, node.expression]


def reduce(node, _types):
    finish = node.args.get("finish")
    reduced = call("list_reduce", node.this, node.args["merge"], node.args["initial"])
    return lambda_body(finish, [reduced]) if isinstance(finish, exp.Lambda) else reduced


def array_sort(node, _types):
    if isinstance(node.args.get("expression"), exp.Lambda):
        raise QuestionError("NOT_SUPPORTED", "array_sort with a comparator works in Athena, but not in the local engine", offset_of(node))
    return call("list_sort", node.this, text("ASC"), text("NULLS LAST"))


def array_join(node, _types):
    null = node.args.get("null")
    texts = node.this
    if null is not None:
        element = exp.to_identifier("athena_element", quoted=True)
        body = call("coalesce", call("athena_text", exp.column(element.copy())), null)
        texts = call("list_transform", texts, exp.Lambda(this=body, expressions=[element]))
    return call("array_to_string", texts, node.expression)


def sequence(node, _types):
    start, end, step = node.args["start"], node.args["end"], node.args.get("step")
    days = step is None or is_interval(step)
    return call("athena_sequence", start, end, *([step] if step is not None else [])) if days else call("generate_series", start, end, step)


def slice(node, _types):
    # Athena's third argument is a length, DuckDB's the last position.
    start, length = node.args["start"], node.args["end"]
    return call("athena_slice", node.this, start, length)
