"""An entry as the text of a knowledge file, laid out as the curated ones are."""

import re
from collections.abc import Mapping
from typing import Any

import yaml

from bot.catalogue.models import Resource

LONG = 90
RARE_BREAKS = re.compile("[\x85\u2028\u2029]")
IN_ONE_LINE = ("level", "topics", "requires", "teaches")


class _Short(list[str]):
    """A list that is written in one line."""


class _Dumper(yaml.SafeDumper):
    """YAML as the curated files are written: lists set in, long texts folded."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        """Set lists in, where PyYAML would not."""
        super().increase_indent(flow, False)


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.Node:
    style = ">" if len(text) > LONG and text == " ".join(text.split()) else None
    if RARE_BREAKS.search(text):
        style = '"'  # where PyYAML escapes them; in its other styles they come back as spaces
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


def _short(dumper: yaml.SafeDumper, words: _Short) -> yaml.Node:
    return dumper.represent_sequence("tag:yaml.org,2002:seq", words, flow_style=True)


_Dumper.add_representer(str, _text)
_Dumper.add_representer(_Short, _short)


def entry_text(entry: Mapping[str, Any], indent: str = "  ") -> str:
    """The entry as an item of the list `resources`, its fields in the order of the model."""
    ordered = {name: entry[name] for name in Resource.__struct_fields__ if name in entry}
    for name in IN_ONE_LINE:
        if name in ordered:
            ordered[name] = _Short(ordered[name])
    lines = (
        yaml.dump([ordered], Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=108)
        .removesuffix("\n")
        .split("\n")
    )
    cut = len(lines[0]) - len(lines[0].lstrip())
    return "".join(f"{indent}{line[cut:]}\n" if line else "\n" for line in lines)
