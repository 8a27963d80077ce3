"""How the code is laid out, in figures: `python -m bench.house [--journeys] [FOLDER]`.

Files, lines and functions; how many modules a folder holds; how long chains of imports are and whether any closes to a
ring, imports for types alone among them; names that stand in two packages; defaults of language; private attributes of
others. `--journeys` also runs the bot on the simulated Discord (extra `dev`) and counts the functions and files of ours
that a question and a vote pass. It informs where a stranger loses the thread; run it before and after moving things.
"""

import argparse
import ast
import asyncio
import statistics
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bot.discord_app import GuideClient

BOT = Path(__file__).parents[1] / "bot"
OURS = ("self", "cls")


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(prog="python -m bench.house", description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=BOT)
    parser.add_argument("--journeys", action="store_true", help="also trace a question and a vote")
    options = parser.parse_args(arguments)
    for name, value in figures(options.folder):
        print(f"{name:42} {value}")
    if options.journeys:
        for name, passed in asyncio.run(journeys()).items():
            print(f"{name:42} {len(passed)} functions in {len({file for file, _ in passed})} files")


def figures(folder: Path) -> Iterator[tuple[str, str]]:
    """What is measured and how much it is, of the package in this folder."""
    trees = {path: ast.parse(path.read_text(encoding="utf-8")) for path in sorted(folder.rglob("*.py"))}
    lines = [len(path.read_text(encoding="utf-8").splitlines()) for path in trees]
    functions = sorted(_length(node) for tree in trees.values() for node in ast.walk(tree) if _is_function(node))
    yield "files, lines", f"{len(trees)}, {sum(lines):,}"
    yield "lines of a file (median, largest)", f"{statistics.median(lines):.0f}, {max(lines)}"
    yield "functions", f"{len(functions):,}"
    p90 = functions[len(functions) * 9 // 10]
    yield "lines of a function (median, p90, largest)", f"{statistics.median(functions):.0f}, {p90}, {functions[-1]}"
    modules = Counter(path.parent for path in trees if path.name != "__init__.py")
    fullest, most = modules.most_common(1)[0]
    yield "modules of the fullest folder", f"{most} ({fullest.relative_to(folder.parent)})"
    imports = {_name(path, folder): set(_imports(tree, folder)) for path, tree in trees.items()}
    rings = [ring for ring in _rings(imports) if len(ring) > 1]
    yield (
        "rings of imports, also by type",
        f"{len(rings)}{f' (the largest of {max(map(len, rings))})' if rings else ''}",
    )
    yield "longest chain of imports", str(_longest(imports))
    yield "file names that stand in several packages", str(len(_twins(trees)))
    yield "defaults of language", str(sum(map(_language_defaults, trees.values())))
    private = {path: _private(tree) for path, tree in trees.items() if _private(tree)}
    yield "files that use private attributes of others", str(len(private))


def _is_function(node: ast.AST) -> bool:
    return isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)


def _length(node: ast.AST) -> int:
    return int(getattr(node, "end_lineno", 0)) - int(getattr(node, "lineno", 0)) + 1


def _name(path: Path, folder: Path) -> str:
    parts = path.relative_to(folder.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def _imports(tree: ast.AST, folder: Path) -> Iterator[str]:
    """The modules of the package that this one imports, wherever in it."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] == folder.name:
            for alias in node.names:
                whole = f"{node.module}.{alias.name}"
                place = folder.parent.joinpath(*whole.split("."))
                yield whole if place.with_suffix(".py").exists() or place.is_dir() else node.module
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name.split(".")[0] == folder.name)


def _rings(imports: Mapping[str, set[str]]) -> list[list[str]]:
    """The strongly connected parts (Tarjan's algorithm)."""
    number: dict[str, int] = {}
    lowest: dict[str, int] = {}
    open_: list[str] = []
    found: list[list[str]] = []

    def visit(name: str) -> None:
        number[name] = lowest[name] = len(number)
        open_.append(name)
        for other in imports.get(name, ()):
            if other not in number:
                visit(other)
                lowest[name] = min(lowest[name], lowest[other])
            elif other in open_:
                lowest[name] = min(lowest[name], number[other])
        if lowest[name] == number[name]:
            place = open_.index(name)
            found.append(open_[place:])
            del open_[place:]

    for name in imports:
        if name not in number:
            visit(name)
    return found


def _longest(imports: Mapping[str, set[str]]) -> int:
    """How many rings and modules the longest chain has, each ring counted once."""
    of = {name: place for place, ring in enumerate(_rings(imports)) for name in ring}
    further: defaultdict[int, set[int]] = defaultdict(set)
    for name, others in imports.items():
        further[of[name]] |= {of[other] for other in others if other in of} - {of[name]}
    lengths: dict[int, int] = {}
    for place in range(len(set(of.values()))):  # Tarjan gives what is imported before what imports it
        lengths[place] = 1 + max((lengths[other] for other in further[place]), default=0)
    return max(lengths.values())


def _twins(trees: Mapping[Path, ast.AST]) -> set[str]:
    count = Counter(path.name for path in trees if path.name != "__init__.py")
    return {name for name, times in count.items() if times > 1}


def _language_defaults(tree: ast.AST) -> int:
    count = 0
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            given = node.args
            named = given.posonlyargs + given.args
            pairs = [*zip(named[len(named) - len(given.defaults) :], given.defaults, strict=True)]
            pairs += [(one, value) for one, value in zip(given.kwonlyargs, given.kw_defaults, strict=True) if value]
            count += sum(one.arg == "say" or "Language" in ast.unparse(one.annotation or one) for one, _ in pairs)
    return count


def _private(tree: ast.AST) -> list[str]:
    """Attributes with an underscore of what is neither `self` nor `cls`, nor of a class of this module."""
    own = {node.name for node in ast.walk(tree) if isinstance(node, ast.ClassDef)}
    return [
        ast.unparse(node) for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr.startswith("_") and not node.attr.startswith("__")
        and not (isinstance(node.value, ast.Name) and node.value.id in {*OURS, *own})
        and not (isinstance(node.value, ast.Call) and ast.unparse(node.value.func) == "super")
    ]  # fmt: skip


async def journeys() -> dict[str, set[tuple[str, str]]]:
    """The functions of ours, by file and name, that `/recommend beginner math-light` and a vote pass."""
    import simcord

    from bot.discord_app import GuideClient
    from bot.language import Languages
    from bot.run.knowledge import Knowledge
    from bot.run.settings import default_knowledge_file
    from bot.store import Store
    from tests.support.clock import Clock
    from tests.support.simulated.server import Server, given

    guide = Knowledge(default_knowledge_file()).guide()
    with tempfile.TemporaryDirectory() as folder:
        async with Store.open(Path(folder) / "votes.db", Clock()) as store:
            client = GuideClient(given(guide), store, Languages.shipped())
            async with simcord.run(client) as env:
                maya = Server.on(env, "Deep Learners").member("maya")
                await maya.recommend("beginner math-light")  # what is read once only is read now
                async with _traced(client) as asked:
                    answer = await maya.recommend("beginner math-light")
                message = answer.response
                assert message is not None
                button = next(one for one in _custom_ids(message.components) if one.startswith("vote:1:"))
                async with _traced(client) as voted:
                    await maya.press(message, button)
    return {"/recommend beginner math-light": asked, "a vote": voted}


def _custom_ids(components: Sequence[Any]) -> Iterator[str]:
    for part in components:
        yield from (part["custom_id"],) if "custom_id" in part else ()
        yield from _custom_ids([*part.get("components", ()), *filter(None, [part.get("accessory")])])


@asynccontextmanager
async def _traced(client: "GuideClient") -> AsyncIterator[set[tuple[str, str]]]:
    """The functions that are called meanwhile, in this thread and in the one that reads questions."""
    passed: set[tuple[str, str]] = set()

    def note(frame: FrameType, event: str, _: object) -> None:
        code = frame.f_code
        if event == "call" and code.co_filename.startswith(str(BOT)) and not code.co_name.startswith("<"):
            passed.add((code.co_filename, code.co_qualname))

    await client.services.reading_queue.do(sys.setprofile, note)
    sys.setprofile(note)
    yield passed
    sys.setprofile(None)
    await client.services.reading_queue.do(sys.setprofile, None)


if __name__ == "__main__":
    main()
