"""The JSON schema of the knowledge files, for editors that complete and check while one types."""

from typing import Any, Literal

import msgspec

from bot.catalogue.models import Resource, Slug
from bot.catalogue.skills import Skill

DRAFT = "http://json-schema.org/draft-07/schema#"

SchemaOf = Literal["entries", "skills"]


class KnowledgeFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A file of the knowledge base. Only the first one includes others and redirects."""

    include: tuple[str, ...] = ()
    redirects: dict[str, Slug] = {}
    resources: tuple[Resource, ...] = ()


class SkillsFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The skills that entries may name, and what they build on."""

    skills: tuple[Skill, ...]


def schema_text(of: SchemaOf) -> str:
    """The schema of the files with entries, or of the one with skills, as it stands beside them."""
    made = msgspec.json.schema(KnowledgeFile if of == "entries" else SkillsFile)
    text = msgspec.json.encode({"$schema": DRAFT, **_for_editors(made)})
    return msgspec.json.format(text, indent=2).decode() + "\n"


def _for_editors(value: Any) -> Any:
    """The same in words that editors know: patterns as in JavaScript, and lists as before drafts of 2020."""
    if isinstance(value, list):
        return [_for_editors(item) for item in value]
    if not isinstance(value, dict):
        return value
    made = {name: _for_editors(item) for name, item in value.items()}
    if "pattern" in made:
        made["pattern"] = made["pattern"].replace(r"\A", "^").replace(r"\Z", "$")
    if "prefixItems" in made:
        made["items"] = made.pop("prefixItems")[0]  # all pairs of the models hold two of one kind
    return made
