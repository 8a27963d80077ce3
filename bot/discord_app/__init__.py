"""The bot on Discord: the only package that imports discord, beside the local page."""

from bot.discord_app.client import GuideClient

__all__ = ["GuideClient"]
