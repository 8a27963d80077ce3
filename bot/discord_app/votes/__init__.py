"""Votes: who may, what a press does, what helped most."""
