"""The JSON schemas that editors read are those of the models."""

import json
from typing import get_args

import pytest

from bot.catalogue.advice import When
from bot.catalogue.allowed_values import FORMATS
from bot.catalogue.models import Resource
from bot.cli import main
from bot.curator.schema import SchemaOf
from tests.support.base import KNOWLEDGE

Output = pytest.CaptureFixture[str]
FILES = {
    "entries": "resources.schema.json",
    "skills": "skills.schema.json",
    "notes": "notes.schema.json",
    "subjects": "subjects.schema.json",
    "terms": "terms.schema.json",
    "routes": "routes.schema.json",
    "faqs": "faqs.schema.json",
}


@pytest.mark.parametrize("of", get_args(SchemaOf))
def test_the_schema_beside_the_files_is_what_the_command_prints(capsys: Output, of: str) -> None:
    assert main(["knowledge", "schema", of]) == 0
    assert capsys.readouterr().out == KNOWLEDGE.with_name(FILES[of]).read_text(encoding="utf-8")


def test_each_file_names_the_schema_that_it_follows() -> None:
    folder = KNOWLEDGE.parent
    names = {path: path.read_text(encoding="utf-8").partition("\n")[0] for path in sorted(folder.glob("*.yaml"))}
    assert {"resources.yaml", *(f"{name}.yaml" for name in ("skills", "subjects", "terms", "routes"))} <= {
        path.name for path in names
    }
    assert names == {
        path: f"# yaml-language-server: $schema={FILES.get(path.stem, FILES['entries'])}" for path in names
    }


@pytest.mark.parametrize("folder", ["notes", "faqs"])
def test_each_file_in_a_folder_names_the_schema_above_it(folder: str) -> None:
    texts = [path.read_text(encoding="utf-8") for path in (KNOWLEDGE.parent / folder).glob("*.yaml")]
    assert {text.partition("\n")[0] for text in texts} == {f"# yaml-language-server: $schema=../{folder}.schema.json"}


def test_it_holds_what_the_models_ask_for(capsys: Output) -> None:
    main(["knowledge", "schema"])
    entry = json.loads(capsys.readouterr().out)["$defs"]["Resource"]
    assert tuple(entry["properties"]) == Resource.__struct_fields__
    assert {"id", "title", "verified"} <= set(entry["required"])
    assert "gripe" not in entry["required"]
    assert sorted(entry["properties"]["format"]["enum"]) == sorted(FORMATS)
    assert (entry["properties"]["level"]["minItems"], entry["properties"]["level"]["maxItems"]) == (2, 2)


def test_a_note_is_asked_for_as_the_files_write_it(capsys: Output) -> None:
    main(["knowledge", "schema", "notes"])
    models = json.loads(capsys.readouterr().out)["$defs"]
    assert "for" in models["Note"]["properties"]
    assert models["Variant"]["required"] == ["when"]
    assert set(models["When"]["properties"]) == set(When.__struct_fields__)


@pytest.mark.parametrize("of", get_args(SchemaOf))
def test_no_pattern_is_one_that_only_python_knows(capsys: Output, of: str) -> None:
    main(["knowledge", "schema", of])
    shown = capsys.readouterr().out
    assert '"pattern": "^[a-z0-9]+(-[a-z0-9]+)*$"' in shown
    assert [word for word in ("\\\\A", "\\\\Z", "prefixItems") if word in shown] == []
