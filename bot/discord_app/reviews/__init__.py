"""What members write of resources."""
