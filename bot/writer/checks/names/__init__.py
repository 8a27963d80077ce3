"""Names in a draft that were not given: entries of the base, and whatever else looks like a name."""
