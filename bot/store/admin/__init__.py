"""What an operator does to a whole database: copy, back up, examine."""
