"""Going on from an answer: what was shown, and what a message after it asks."""
