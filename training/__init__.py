"""Trains the reader (`bot/understand/reader.py`) from the wordings of the notes and messages of our own."""
