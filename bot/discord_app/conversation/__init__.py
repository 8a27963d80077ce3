"""Messages to the bot, and going on from its answers."""
