"""A message as words and phrases."""
