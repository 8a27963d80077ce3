"""What members ask, and the cards that answer."""
