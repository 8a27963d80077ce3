"""How the bot looks from each server, and what is stored about it."""
