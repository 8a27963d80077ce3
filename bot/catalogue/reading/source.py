"""A YAML file as plain values that remember their lines, within bounds that no hostile file can pass."""

import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import yaml
from msgspec import Struct
from yaml.constructor import SafeConstructor
from yaml.resolver import Resolver

from bot.catalogue.reading.faults import told
from bot.catalogue.reading.lines import Place, Spot, spots_of
from bot.catalogue.reading.scalars import COMMENTED, misread, wrong_with_text

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
_COMMENT = re.compile(r"\s*[^\s#].*[ \t]#")
BLOCK_STYLES = ("|", ">")
"""Texts in lines of their own; the line break behind the last is not meant."""
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
        self._spots: dict[Place, Spot] | None = None
        self._commented: dict[int, str] = {}
        """The lines in which a comment may begin, by their numbers from 0."""
        self._constructor = SafeConstructor()
        self._resolver = Resolver()
        text = self._read(path)
        if text is not None:
            self._text = text
            if "#" in text:
                lines = enumerate(text.splitlines())
                self._commented = {number: line for number, line in lines if "#" in line and _COMMENT.match(line)}
            self._parse()

    def line_of(self, place: Place) -> int:
        """The line of the value at this place, or of the nearest thing around it."""
        spots = self._all_spots()
        while place and place not in spots:
            place = place[:-1]
        return spots[place].line if place in spots else 1

    def written_at(self, place: Place) -> str | None:
        """The single value at this place as it is written; None where there is none."""
        spot = self._all_spots().get(place)
        return spot.written if spot else None

    def report(self, place: Place, message: str) -> None:
        """Note a problem at the line of this place."""
        self._refuse(self.line_of(place), message)

    def _all_spots(self) -> dict[Place, Spot]:
        if self._spots is None:
            self._spots = spots_of(self._events()) if self.value is not None else {}
        return self._spots

    def _refuse(self, line: int, message: str) -> None:
        self.problems.append(Problem(self.file, line, message))

    def _read(self, path: Path) -> str | None:
        try:
            if path.is_dir():
                self._refuse(1, "this is a folder; name a file in it, such as resources.yaml")
                return None
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
            self._refuse(*told(error, self._text))
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
        name: str | None = None  # the key that was read last, here or around a list
        documents = 0
        for event in events:
            kind = type(event)
            if kind in _ENDS:
                inside, name = around.pop()
                key = None
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
                self._refuse(
                    _line(event), "anchors and aliases are not used here; put a text that begins with & or * in quotes"
                )
                return False
            value: Any = [] if kind is yaml.SequenceStartEvent else {}
            if isinstance(event, yaml.ScalarEvent):
                if key is None and isinstance(inside, dict):
                    key = name = sys.intern(event.value)  # the same few names in each entry
                    if key in inside:
                        self._refuse(_line(event), f"{key}: the same field appears twice")
                    continue
                value = self._scalar(event, name)
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
                around.append((inside, name))
                inside, key = value, None
        return True

    def _scalar(self, event: yaml.ScalarEvent, name: str | None) -> Any:
        """The value of the field of this name, or of its list."""
        text = event.value
        if event.tag is None and (not event.implicit[0] or self._is_text(text)):
            # what most values are, and what the resolver would say of them, only sooner
            if not self._commented and text.isascii() and text.isprintable() and not text.isspace():
                return text
            value = text.rstrip("\n") if event.style in BLOCK_STYLES else text
        else:
            value = self._resolved(event)
        if wrong := self._wrong_with(event, value):
            self._refuse(_line(event), f"{name}: {wrong}" if name else wrong)
        return value if isinstance(value, str | int) or not wrong else None  # and no endless number

    def _wrong_with(self, event: yaml.ScalarEvent, value: Any) -> str | None:
        if not isinstance(value, str):
            return misread(event.value, value)
        if self._commented and event.implicit[0] and event.end_mark and event.end_mark.line in self._commented:
            behind = self._commented[event.end_mark.line][event.end_mark.column :]
            if behind.lstrip(" \t").startswith("#"):
                return COMMENTED
        return wrong_with_text(value)

    def _resolved(self, event: yaml.ScalarEvent) -> Any:
        tag = event.tag or self._resolver.resolve(  # type: ignore[no-untyped-call]
            yaml.ScalarNode, event.value, event.implicit
        )
        if tag not in PLAIN_TAGS:
            self._refuse(_line(event), f"the tag {tag} is not used here; put a text that begins with ! in quotes")
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
