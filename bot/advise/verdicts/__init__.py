"""Judging one entry, or several side by side."""
