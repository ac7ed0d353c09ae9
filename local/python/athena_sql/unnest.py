"""UNNEST: Athena spreads rows and map entries over columns, zips several arrays and can number the elements; DuckDB does none of it."""

from sqlglot import exp

from .errors import QuestionError, offset_of


def rewrite_unnests(statement, types):
    for unnest in list(statement.find_all(exp.Unnest)):
        if isinstance(unnest.parent, (exp.From, exp.Join)):
            unnest.replace(_lateral(unnest, types))


def _lateral(unnest, types):
    alias = unnest.args.get("alias")
    # With ordinality, the parser moves the last alias, that of the number, to `offset`.
    offset = unnest.args.get("offset")
    arrays = list(unnest.expressions)
    names = [column.copy() for column in alias.columns] if alias is not None else []
    widths = _widths(arrays, len(names) if alias is not None and names else None, types, unnest)
    projections = []
    for array, width in zip(arrays, widths):
        entries = exp.Anonymous(this="map_entries", expressions=[array]) if _is_map(array, width, types) else array
        if width == 1:
            projections.append(exp.Anonymous(this="unnest", expressions=[entries]))
        else:
            depth = exp.PropertyEQ(this=exp.to_identifier("max_depth"), expression=exp.Literal.number(2))
            projections.append(exp.Anonymous(this="unnest", expressions=[entries, depth]))
    if offset:
        projections.append(_ordinality(arrays, types))
        if names:
            names.append(offset.copy() if isinstance(offset, exp.Identifier) else exp.to_identifier("ordinality"))
    inner = exp.Subquery(this=exp.select(*projections))
    name = alias.this.copy() if alias is not None and alias.this is not None else exp.to_identifier("athena_unnest")
    # Unnamed, a scalar's column is called `unnest`; nothing can refer to it in Athena either.
    table_alias = exp.TableAlias(this=name, columns=names)
    if isinstance(unnest.parent, exp.From):
        inner.set("alias", table_alias)
        return inner
    join = unnest.parent
    if not join.args.get("kind") and not join.side and join.args.get("on") is None and not join.args.get("method"):
        join.set("kind", "CROSS")
    return exp.Lateral(this=inner, alias=table_alias)


def _widths(arrays, alias_count, types, unnest):
    """How many columns each array becomes."""
    known = [types.struct_fields(array) for array in arrays]
    if alias_count is None:
        return [1 if width is None else width for width in known]
    if all(width is not None for width in known):
        total = sum(known)
        if total != alias_count:
            message = f"Column alias list has {alias_count} entries but {total} columns are available"
            raise QuestionError("MISMATCHED_COLUMN_ALIASES", message, offset_of(unnest))
        return known
    if len(arrays) == 1:
        # In a question that Athena accepts, the aliases say it.
        return [alias_count]
    return [1 if width is None else width for width in known]


def _is_map(array, width, types):
    return types.is_map(array) or (width == 2 and types.of(array) is None and isinstance(array, (exp.Map, exp.VarMap)))


def _ordinality(arrays, types):
    lengths = [exp.Anonymous(this="cardinality" if types.is_map(array) else "len", expressions=[array.copy()]) for array in arrays]
    longest = lengths[0] if len(lengths) == 1 else exp.Anonymous(this="greatest", expressions=lengths)
    series = exp.Anonymous(this="generate_series", expressions=[exp.Literal.number(1), exp.cast(longest, "bigint")])
    return exp.Anonymous(this="unnest", expressions=[series])
