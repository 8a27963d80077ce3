"""Votes: who may vote, what a press does, what helped most."""
