"""What members suggest, and how moderators decide on it."""
