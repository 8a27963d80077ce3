"""The JSON schema of the knowledge files, for editors that complete and check while one types."""

from collections.abc import Mapping
from typing import Any, Literal

import msgspec

from bot.catalogue.advice import Faq, Note, Route, Subject, Term
from bot.catalogue.models import Resource, Slug
from bot.catalogue.skills import Skill

DRAFT = "http://json-schema.org/draft-07/schema#"

SchemaOf = Literal["entries", "skills", "notes", "subjects", "terms", "routes", "faqs"]


class KnowledgeFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A file of the knowledge base. Only the first one includes others and redirects."""

    include: tuple[str, ...] = ()
    redirects: dict[str, Slug] = {}
    resources: tuple[Resource, ...] = ()


class SkillsFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The skills that entries may name, what they build on, and what is said of each."""

    skills: tuple[Skill, ...]


class NotesFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Answers to recurring questions, a file for each theme."""

    notes: tuple[Note, ...]


class FaqsFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What people ask about single resources, or about two of them."""

    faqs: tuple[Faq, ...]


class SubjectsFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What people ask resources on, each with its shortlist."""

    subjects: tuple[Subject, ...]


class TermsFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Words of the field, each with what it means."""

    terms: tuple[Term, ...]


class RoutesFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Ways from a background to a goal."""

    routes: tuple[Route, ...]


FILES: Mapping[SchemaOf, type[msgspec.Struct]] = {
    "entries": KnowledgeFile, "skills": SkillsFile, "notes": NotesFile, "subjects": SubjectsFile, "terms": TermsFile,
    "routes": RoutesFile, "faqs": FaqsFile,
}  # fmt: skip


def schema_text(of: SchemaOf) -> str:
    """The schema of the files that hold these, as it stands beside them."""
    made = msgspec.json.schema(FILES[of])
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
