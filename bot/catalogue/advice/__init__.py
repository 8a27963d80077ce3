"""What a mentor says: notes on recurring questions, subjects with shortlists, routes from a background to a goal."""

from bot.catalogue.advice.models import Advice, Choice, Note, Route, Stage, Subject, Term, Variant, When

__all__ = ["Advice", "Choice", "Note", "Route", "Stage", "Subject", "Term", "Variant", "When"]
