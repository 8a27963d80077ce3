"""Which resources a message names, and in which role."""
