"""How the bot looks from each server, and what is kept of it."""
