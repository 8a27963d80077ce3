"""The knowledge base: its vocabulary, its models, and how a file of it is read and checked."""

from bot.catalogue.catalogue import Catalogue
from bot.catalogue.load import InvalidCatalogue, load_catalogue, read_catalogue
from bot.catalogue.models import Resource
from bot.catalogue.source import Problem

__all__ = ["Catalogue", "InvalidCatalogue", "Problem", "Resource", "load_catalogue", "read_catalogue"]
