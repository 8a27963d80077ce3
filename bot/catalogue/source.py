"""A YAML file as plain values that remember their lines, within bounds that no hostile file can pass."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from yaml.constructor import SafeConstructor

try:  # The C parser is about eight times faster; PyYAML's wheels carry it.
    from yaml import CSafeLoader as YamlLoader
except ImportError:  # pragma: no cover - only on a PyYAML built without libyaml
    from yaml import SafeLoader as YamlLoader  # type: ignore[assignment]

MAX_BYTES = 8_000_000
MAX_DEPTH = 12
PLAIN_TAGS = frozenset(
    f"tag:yaml.org,2002:{name}" for name in ("str", "int", "float", "bool", "null", "timestamp")
)

Place = tuple[str | int, ...]
"""The way to a value from the top of the file, such as `("resources", 3, "level")`."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong in a file. Prints as `file:line: message`."""

    file: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message}"


class Source:
    """What a YAML file holds: `value` as plain lists and dicts, `problems` found on the way.

    Never raises for what the file holds: a file that cannot be read leaves `value` None and one problem.
    """

    def __init__(self, path: Path) -> None:
        self.file = str(path)
        self.problems: list[Problem] = []
        self.value: Any = None
        self._lines: dict[Place, int] = {}
        self._seen: set[int] = set()
        self._scalars = SafeConstructor()
        node = self._compose(path)
        if node is not None:
            self.value = self._plain(node, ())

    def line_of(self, place: Place) -> int:
        """The line of the value at this place, or of the nearest thing around it."""
        while place and place not in self._lines:
            place = place[:-1]
        return self._lines.get(place, 1)

    def report(self, place: Place, message: str) -> None:
        """Note a problem at the line of this place."""
        self.problems.append(Problem(self.file, self.line_of(place), message))

    def _compose(self, path: Path) -> yaml.Node | None:
        try:
            if path.stat().st_size > MAX_BYTES:
                return self._unreadable(1, f"the file is larger than {MAX_BYTES:,} bytes")
            node = yaml.compose(path.read_text(encoding="utf-8"), Loader=YamlLoader)
        except FileNotFoundError:
            return self._unreadable(1, "there is no such file")
        except OSError as error:
            return self._unreadable(1, f"the file cannot be read: {error.strerror}")
        except UnicodeDecodeError:
            return self._unreadable(1, "the file is not UTF-8 text")
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            return self._unreadable(mark.line + 1 if mark else 1, f"not valid YAML: {error.problem}")
        except yaml.YAMLError as error:
            return self._unreadable(1, f"not valid YAML: {error}".splitlines()[0])
        except RecursionError:
            return self._unreadable(1, "not valid YAML: nested too deeply")
        return node if node is not None else self._unreadable(1, "the file is empty")

    def _unreadable(self, line: int, message: str) -> None:
        self.problems.append(Problem(self.file, line, message))

    def _plain(self, node: yaml.Node, place: Place) -> Any:
        self._lines[place] = node.start_mark.line + 1
        if id(node) in self._seen or len(place) > MAX_DEPTH:
            # An alias meets the same node twice. Refusing it also stops "billion laughs" files.
            why = "nested too deeply" if len(place) > MAX_DEPTH else "anchors and aliases are not used here"
            return self.report(place, why)
        self._seen.add(id(node))
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, place)
        if isinstance(node, yaml.SequenceNode):
            return [self._plain(child, (*place, index)) for index, child in enumerate(node.value)]
        return self._scalar(node, place)

    def _mapping(self, node: yaml.MappingNode, place: Place) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key = str(key_node.value) if isinstance(key_node, yaml.ScalarNode) else "?"
            if key in values:
                line = key_node.start_mark.line + 1
                self.problems.append(Problem(self.file, line, f"{key}: the same field stands twice"))
            values[key] = self._plain(value_node, (*place, key))
            self._lines[(*place, key)] = key_node.start_mark.line + 1
        return values

    def _scalar(self, node: yaml.Node, place: Place) -> Any:
        if node.tag not in PLAIN_TAGS:
            return self.report(place, f"the tag {node.tag} is not used here")
        try:
            return self._scalars.construct_object(node)  # type: ignore[no-untyped-call]
        except ValueError as error:
            return self.report(place, f"{node.value!r} is not a valid value: {error}")
