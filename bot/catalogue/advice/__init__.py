"""What a mentor says: notes on recurring questions, answers about resources, subjects with shortlists, routes."""

from bot.catalogue.advice.models import Advice, Choice, Faq, FaqAnswer, Note, Route, Stage, Subject, Term, Variant, When

__all__ = ["Advice", "Choice", "Faq", "FaqAnswer", "Note", "Route", "Stage", "Subject", "Term", "Variant", "When"]
