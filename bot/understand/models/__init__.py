"""The trained models, and what they see of a text."""
