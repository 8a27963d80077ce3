"""Which entries fit a question, and how well."""
