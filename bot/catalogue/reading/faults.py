"""What PyYAML says of a text that is no YAML, in a curator's words and at the line where it is to be mended."""

import re

import yaml

_WHAT_TO_DO = (
    ("found character '\\t' that cannot start any token", "a tab stands here; indent with spaces"),
    ("found a tab character", "a tab stands here; indent with spaces"),
    ("mapping values are not allowed", "put a text that has ': ' in it in quotes, and indent as the lines around it"),
    ("that cannot start any token", "put a text that begins with this sign in quotes"),
    ("found unexpected end of stream", "a quote that begins here has no end"),
    ("found unexpected document indicator", "a quote that begins here has no end"),
    ("did not find expected key", "indent this line as those around it, or put the text before it in quotes"),
    ("did not find expected '-' indicator", "indent this line as those around it, or begin it with -"),
    (
        "could not find expected ':'",
        "give the name before it a ':' and a blank, or indent it as part of the line above",
    ),
    ("did not find expected ',' or ']'", "close the list with ], or put its texts in quotes"),
    ("did not find expected ',' or '}'", "close the fields with }, or put their texts in quotes"),
    (
        "block sequence entries are not allowed",
        "begin a list in a line of its own, or put a text that begins with - in quotes",
    ),
    ("did not find expected node content", "put a text that begins with this sign in quotes"),
    ("mapping keys are not allowed", "put a text that begins with this sign in quotes"),
    ("found undefined tag handle", "put a text that begins with ! in quotes"),
    ("found unknown escape character", "write \\\\ for a \\ in double quotes, or take single ones"),
)
"""By what is said: what to do."""
_IN_A_QUOTE = "while scanning a quoted scalar"


def told(error: yaml.MarkedYAMLError, text: str) -> tuple[int, str]:
    """The line at which the text has to be mended, and what is wrong there."""
    said = str(error.problem)
    from_its_start = str(error.context).startswith(_IN_A_QUOTE) and "unexpected" in said
    mark = error.context_mark if from_its_start else error.problem_mark or error.context_mark
    line = mark.line + 1 if mark else 1
    what = "found character '\\t' that cannot start any token" if _is_at_a_tab(mark, text) else said
    hint = next((hint for part, hint in _WHAT_TO_DO if part in what), None)
    return line, f"not valid YAML: {said}{f'; {hint}' if hint else ''}"


def _is_at_a_tab(mark: yaml.Mark | None, text: str) -> bool:
    """Whether the line of the mark is indented with a tab."""
    lines = text.splitlines()
    return bool(mark and mark.line < len(lines) and re.match(r" *\t", lines[mark.line]))
