"""DL Guide: answers how to learn deep learning, from a curated and dated knowledge base."""

__version__ = "0.1.0"
