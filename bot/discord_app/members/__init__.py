"""What each member keeps for themselves."""
