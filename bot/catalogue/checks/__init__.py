"""What must hold across entries, and what is worth a second look."""
