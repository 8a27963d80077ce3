"""Answers outside Discord: JSON, the terminal, and why they are as they are."""
