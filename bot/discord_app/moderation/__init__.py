"""What a server's moderators see and decide."""
