"""What is remembered, a module for each kind."""
