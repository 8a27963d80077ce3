"""What every interaction goes through: one way in, one way of answering, one way of failing."""
