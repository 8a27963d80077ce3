"""What members write about resources."""
