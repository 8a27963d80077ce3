"""What every interaction goes through: one way in, one way to answer, one way to fail."""
