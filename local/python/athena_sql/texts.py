"""Text, patterns and JSON."""

import re

from sqlglot import exp

from .calls import call, text


def cast(node, types):
    target = node.to
    if target.this in (exp.DataType.Type.TIMESTAMP, exp.DataType.Type.TIMESTAMPTZ) and target.expressions:
        target.set("expressions", None)
    if target.this not in exp.DataType.TEXT_TYPES:
        return node
    if isinstance(node.this, (exp.JSONExtract, exp.ParseJSON)) or (isinstance(node.this, exp.Anonymous) and node.this.name == "athena_json"):
        return call("athena_json_text", node.this, text("$"))
    length = target.expressions[0] if target.expressions else None
    written = call("athena_text", node.this)
    return call("left", written, length.this) if length is not None else written


def json_path(node):
    path = node.expression
    return text(path.sql("duckdb")[1:-1].replace("''", "'")) if isinstance(path, exp.JSONPath) else path


def json_scalar(node, _types):
    return call("athena_json_text", node.this, json_path(node))


def json_extract(node, _types):
    return call("athena_json", node.this, json_path(node))


def regexp_extract(node, _types):
    group = node.args.get("group") or exp.Literal.number(0)
    return call("athena_regexp_extract", node.this, node.expression, group)


def regexp_replace(node, _types):
    replacement = node.args.get("replacement") or text("")
    if isinstance(replacement, exp.Literal):
        replacement = text(re.sub(r"\$(\d)", r"\\\1", replacement.name))
    return call("regexp_replace", node.this, node.expression, replacement, text("g"))


def format(node, _types):
    return call("printf", node.this, *node.expressions)
