"""Trains the reader (`bot/understand/models/reader.py`) from the wordings of the notes and messages of our own."""
