"""Types of a question's expressions, as far as they can be told before it runs."""

from sqlglot import exp
from sqlglot.errors import SqlglotError
from sqlglot.optimizer.annotate_types import annotate_types
from sqlglot.optimizer.qualify import qualify
from sqlglot.schema import MappingSchema

_MARK = "lakefront_node"


def parse_schema(databases):
    """The catalogue's column types, by database, table and column, from Glue's type strings."""
    mapping = {
        database: {
            table: {column: exp.DataType.build(glue, dialect="hive") for column, glue in columns.items()}
            for table, columns in tables.items()
            if columns
        }
        for database, tables in databases.items()
    }
    return MappingSchema({database: tables for database, tables in mapping.items() if tables}, dialect="athena", normalize=False)


class Types:
    """Types by node. A type that can't be told is None: rewrites must have an answer for it."""

    def __init__(self, statement, schema):
        self._types = {}
        wanted = [node for node in statement.walk() if isinstance(node, (exp.Unnest, exp.Div, exp.Mod, exp.Column, exp.Func, exp.Cast, exp.Bracket, exp.Dot))]
        for number, node in enumerate(wanted):
            node.meta[_MARK] = number
        # Qualifying rewrites the tree, so it gets a copy; the marks lead back.
        copy = statement.copy()
        try:
            copy = qualify(copy, schema=schema, dialect="athena", validate_qualify_columns=False, expand_stars=False, identify=False)
            copy = annotate_types(copy, schema=schema, dialect="athena")
        except (SqlglotError, ValueError, KeyError, AttributeError, IndexError):
            # No types, then. The question itself may still be fine.
            return
        for node in copy.walk():
            mark = node.meta.get(_MARK)
            kind = node.type
            if mark is not None and kind is not None and kind.this not in (exp.DataType.Type.UNKNOWN, exp.DataType.Type.NULL):
                self._types[mark] = kind

    def of(self, node):
        if isinstance(node, exp.Paren):
            return self.of(node.this)
        if isinstance(node, exp.Literal):
            return exp.DataType.build("varchar" if node.is_string else ("int" if node.is_int else "double"))
        return self._types.get(node.meta.get(_MARK))

    def is_integer(self, node):
        kind = self.of(node)
        return kind is not None and kind.this in exp.DataType.INTEGER_TYPES

    def struct_fields(self, node):
        """How many columns each element of an array becomes in UNNEST; None if it can't be told."""
        kind = self.of(node)
        if kind is None:
            return None
        if kind.this == exp.DataType.Type.MAP:
            return 2
        if kind.this in (exp.DataType.Type.ARRAY, exp.DataType.Type.LIST):
            element = kind.expressions[0] if kind.expressions else None
            if isinstance(element, exp.DataType) and element.this == exp.DataType.Type.STRUCT:
                return len(element.expressions)
            return 1 if element is not None else None
        return None

    def is_map(self, node):
        kind = self.of(node)
        return kind is not None and kind.this == exp.DataType.Type.MAP
