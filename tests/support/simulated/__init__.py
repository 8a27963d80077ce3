"""The bot on simcord's simulated Discord: its members, what they see, and what breaks on the way."""
