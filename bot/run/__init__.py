"""From the environment to a bot that is online, and its end."""
