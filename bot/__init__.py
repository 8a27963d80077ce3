"""DL Guide: answers how to learn deep learning, from a curated and dated knowledge base."""

import os

# One question is read at a time, and numpy's own threads would only wait for each other. Before numpy is imported.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

__version__ = "0.2.0"
