"""The errors that a question can have, with Athena's codes."""


class QuestionError(Exception):
    """A question that Athena would refuse. `offset` is the place in the question, in characters from 0."""

    def __init__(self, code, message, offset=None, hint=None):
        super().__init__(message)
        self.code = code
        self.message = message
        self.offset = offset
        self.hint = hint


def position(sql, offset):
    """Line and column, from 1, of a place in the question."""
    before = sql[:offset]
    return [before.count("\n") + 1, offset - (before.rfind("\n") + 1) + 1]


def offset_of(node):
    """Where a node begins in the question, or None if the parser didn't keep it."""
    start = node.meta.get("start")
    if start is not None:
        return start
    starts = [child.meta["start"] for child in node.walk() if "start" in child.meta]
    return min(starts) if starts else None
