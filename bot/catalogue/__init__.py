"""The knowledge base: its vocabulary, its models, and how its files are read and checked."""

from bot.catalogue.catalogue import Catalogue
from bot.catalogue.load import Base, InvalidCatalogue, load_catalogue, read_base, read_catalogue
from bot.catalogue.models import Resource
from bot.catalogue.skills import Skill, SkillGraph
from bot.catalogue.source import Problem

__all__ = [
    "Base",
    "Catalogue",
    "InvalidCatalogue",
    "Problem",
    "Resource",
    "Skill",
    "SkillGraph",
    "load_catalogue",
    "read_base",
    "read_catalogue",
]
