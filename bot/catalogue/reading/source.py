"""A YAML file as plain values that remember their lines, within bounds that no hostile file can pass."""

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import yaml
from msgspec import Struct
from yaml.constructor import SafeConstructor
from yaml.resolver import Resolver

from bot.catalogue.reading.lines import Place, lines_of

try:  # The C parser is about eight times faster; PyYAML's wheels carry it.
    from yaml import CSafeLoader as YamlLoader
except ImportError:  # pragma: no cover - only on a PyYAML built without libyaml
    from yaml import SafeLoader as YamlLoader  # type: ignore[assignment]

MAX_BYTES = 8_000_000
MAX_DEPTH = 12
PLAIN_TAGS = frozenset(f"tag:yaml.org,2002:{name}" for name in ("str", "int", "float", "bool", "null", "timestamp"))


class Problem(Struct, frozen=True):
    """Something wrong in a file, or only worth a second look. Prints as `file:line: message`."""

    file: str
    line: int
    message: str
    warning: bool = False

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {'warning: ' if self.warning else ''}{self.message}"


def problems_in(sources: Iterable["Source"]) -> list[Problem]:
    """Every problem of these files, file by file and in the order of lines."""
    return [problem for source in sources for problem in sorted(source.problems, key=lambda problem: problem.line)]


_Values = list[Any] | dict[str, Any] | None
_ENDS = frozenset({yaml.SequenceEndEvent, yaml.MappingEndEvent})


class Source:
    """What a YAML file holds: `value` as plain lists and dicts, `problems` found on the way, its `size` in bytes.

    The lines of the values are looked up only once somebody asks for one: without problems nobody does.

    Never raises for what the file holds: a file that cannot be read leaves `value` None and one problem. It is
    read event by event and not by PyYAML's own composer, which nests calls as deep as the file nests and can be
    made to crash the process that way.
    """

    def __init__(self, path: Path) -> None:
        self.file = str(path)
        self.problems: list[Problem] = []
        self.value: Any = None
        self.size = 0
        self._text = ""
        self._lines: dict[Place, int] | None = None
        self._constructor = SafeConstructor()
        self._resolver = Resolver()
        text = self._read(path)
        if text is not None:
            self._text = text
            self._parse()

    def line_of(self, place: Place) -> int:
        """The line of the value at this place, or of the nearest thing around it."""
        if self._lines is None:
            self._lines = lines_of(self._events()) if self.value is not None else {}
        while place and place not in self._lines:
            place = place[:-1]
        return self._lines.get(place, 1)

    def report(self, place: Place, message: str) -> None:
        """Note a problem at the line of this place."""
        self._refuse(self.line_of(place), message)

    def _refuse(self, line: int, message: str) -> None:
        self.problems.append(Problem(self.file, line, message))

    def _read(self, path: Path) -> str | None:
        try:
            self.size = path.stat().st_size
            if self.size <= MAX_BYTES:
                return path.read_text(encoding="utf-8")
            self._refuse(1, f"the file is larger than {MAX_BYTES:,} bytes")
        except FileNotFoundError:
            self._refuse(1, "there is no such file")
        except OSError as error:
            self._refuse(1, f"the file cannot be read: {error.strerror}")
        except UnicodeDecodeError:
            self._refuse(1, "the file is not UTF-8 text")
        return None

    def _events(self) -> Iterator[yaml.Event]:
        return yaml.parse(self._text, Loader=YamlLoader)

    def _parse(self) -> None:
        try:
            if not self._build(self._events()):
                self.value = None
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            self._refuse(mark.line + 1 if mark else 1, f"not valid YAML: {error.problem}")
        except yaml.YAMLError as error:
            self._refuse(1, f"not valid YAML: {error}".splitlines()[0])
        else:
            if self.value is None and not self.problems:
                self._refuse(1, "the file is empty")
            return
        self.value = None

    def _build(self, events: Iterable[yaml.Event]) -> bool:
        """Fill `value`. Returns whether the file was read to its end.

        One plain loop: it runs some 200,000 times whenever the bot starts.
        """
        around: list[tuple[_Values, str | None]] = []
        inside: _Values = None  # the list or mapping that is being filled, and in a mapping the key that waits
        key: str | None = None
        documents = 0
        for event in events:
            kind = type(event)
            if kind in _ENDS:
                inside, key = around.pop()
                continue
            if kind is yaml.DocumentStartEvent:
                documents += 1
                if documents > 1:
                    self._refuse(_line(event), "a second document begins here; only one is read")
                    return False
                continue
            if not isinstance(event, yaml.NodeEvent):
                continue
            if event.anchor:
                # Aliases could make a small file stand for a huge one ("billion laughs").
                self._refuse(_line(event), "anchors and aliases are not used here")
                return False
            value: Any = [] if kind is yaml.SequenceStartEvent else {}
            if isinstance(event, yaml.ScalarEvent):
                if key is None and isinstance(inside, dict):
                    key = sys.intern(event.value)  # the same few names in each entry
                    if key in inside:
                        self._refuse(_line(event), f"{key}: the same field appears twice")
                    continue
                value = self._scalar(event)
            elif len(around) == MAX_DEPTH:
                self._refuse(_line(event), "nested too deeply")
                return False
            if inside is None:
                self.value = value
            elif isinstance(inside, list):
                inside.append(value)
            else:
                inside[key or "?"] = value
                key = None
            if kind is not yaml.ScalarEvent:
                around.append((inside, key))
                inside, key = value, None
        return True

    def _scalar(self, event: yaml.ScalarEvent) -> Any:
        quoted = not event.implicit[0]
        if event.tag is None and (quoted or self._is_text(event.value)):
            return event.value  # what most values are, and what the resolver would say of them, only sooner
        tag = event.tag or self._resolver.resolve(  # type: ignore[no-untyped-call]
            yaml.ScalarNode, event.value, event.implicit
        )
        if tag not in PLAIN_TAGS:
            self._refuse(_line(event), f"the tag {tag} is not used here")
            return None
        try:
            return self._constructor.construct_object(yaml.ScalarNode(tag, event.value))
        except (
            ValueError,
            KeyError,
            IndexError,
            AttributeError,
            OverflowError,
        ) as error:  # as PyYAML lets them through
            self._refuse(_line(event), f"{event.value!r} is not a valid value: {error}")
            return None

    def _is_text(self, value: str) -> bool:
        """Whether a plain value is surely text: no other kind begins so, or has a space and no digit first."""
        first = value[:1]
        return first not in self._resolver.yaml_implicit_resolvers or (first.isalpha() and " " in value)


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1
