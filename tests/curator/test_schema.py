"""The JSON schemas that editors read are those of the models."""

import json
from typing import get_args

import pytest

from bot.catalogue.models import Resource
from bot.catalogue.vocabulary import FORMATS
from bot.cli import main
from bot.curator.schema import SchemaOf
from tests.conftest import KNOWLEDGE

Output = pytest.CaptureFixture[str]
FILES = {"entries": "resources.schema.json", "skills": "skills.schema.json"}


@pytest.mark.parametrize("of", get_args(SchemaOf))
def test_the_schema_beside_the_files_is_what_the_command_prints(capsys: Output, of: str) -> None:
    assert main(["knowledge", "schema", of]) == 0
    assert capsys.readouterr().out == KNOWLEDGE.with_name(FILES[of]).read_text(encoding="utf-8")


def test_each_file_names_the_schema_that_it_follows() -> None:
    names = {path.name: path.read_text(encoding="utf-8").partition("\n")[0] for path in KNOWLEDGE.parent.glob("*.yaml")}
    assert {"resources.yaml", "skills.yaml"} <= names.keys()
    assert names == {
        name: f"# yaml-language-server: $schema={FILES['skills' if name == 'skills.yaml' else 'entries']}"
        for name in names
    }


def test_it_holds_what_the_models_ask_for(capsys: Output) -> None:
    main(["knowledge", "schema"])
    entry = json.loads(capsys.readouterr().out)["$defs"]["Resource"]
    assert tuple(entry["properties"]) == Resource.__struct_fields__
    assert {"id", "title", "verified"} <= set(entry["required"])
    assert "gripe" not in entry["required"]
    assert sorted(entry["properties"]["format"]["enum"]) == sorted(FORMATS)
    assert (entry["properties"]["level"]["minItems"], entry["properties"]["level"]["maxItems"]) == (2, 2)


@pytest.mark.parametrize("of", get_args(SchemaOf))
def test_no_pattern_is_one_that_only_python_knows(capsys: Output, of: str) -> None:
    main(["knowledge", "schema", of])
    shown = capsys.readouterr().out
    assert '"pattern": "^[a-z0-9]+(-[a-z0-9]+)*$"' in shown
    assert [word for word in ("\\\\A", "\\\\Z", "prefixItems") if word in shown] == []
