"""The knowledge base: its vocabulary, its models, and how its files are read and checked."""

from bot.catalogue.catalogue import Catalogue
from bot.catalogue.models import Resource
from bot.catalogue.reading.load import Base, InvalidCatalogue, load_catalogue, read_base, read_catalogue
from bot.catalogue.reading.source import Problem
from bot.catalogue.skills import Skill, SkillGraph

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
