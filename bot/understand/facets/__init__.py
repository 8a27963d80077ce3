"""What a message says of the asker and of what is wanted."""
