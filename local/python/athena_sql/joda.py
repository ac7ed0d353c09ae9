"""Date patterns: Joda's, which format_datetime and parse_datetime take, as strftime's."""

from itertools import groupby

from .errors import QuestionError

# By letter: the directive for one letter, for two, and for more. https://www.joda.org/joda-time/apidocs/org/joda/time/format/DateTimeFormat.html
_DIRECTIVES = {
    "y": ("%Y", "%y", "%Y"),
    "Y": ("%Y", "%y", "%Y"),
    "x": ("%G", "%G", "%G"),
    "M": ("%-m", "%m", "%b", "%B"),
    "d": ("%-d", "%d"),
    "D": ("%-j", "%j", "%j"),
    "e": ("%u",),
    "w": ("%-V", "%V"),
    "E": ("%a", "%a", "%a", "%A"),
    "H": ("%-H", "%H"),
    "h": ("%-I", "%I"),
    "m": ("%-M", "%M"),
    "s": ("%-S", "%S"),
    "S": ("%g", "%g", "%g"),
    "a": ("%p",),
    "Z": ("%z", "%z"),
    "z": ("%Z",),
}


def joda_to_strftime(pattern, offset):
    parts = []
    quoted = False
    for letter, run in groupby(pattern):
        count = len(list(run))
        if letter == "'":
            # Two in a row are a quote, one begins or ends literal text.
            parts.append("'" * (count // 2))
            quoted = quoted != (count % 2 == 1)
        elif quoted or not letter.isalpha():
            parts.append(("%%" if letter == "%" else letter) * count)
        else:
            directives = _DIRECTIVES.get(letter)
            if directives is None:
                raise QuestionError("INVALID_FUNCTION_ARGUMENT", f"The date pattern '{pattern}' has the unknown letter '{letter}'", offset)
            parts.append(directives[min(count, len(directives)) - 1])
    return "".join(parts)
