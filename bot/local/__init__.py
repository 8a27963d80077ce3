"""The local page: the same bot on a simulated Discord, shown in a browser, with no token and no network.

simcord runs discord.py's real client against an in-memory Discord and serves a page that looks like it. The bot
is built exactly as `run` builds it; only its commands are told anew at each start, since that Discord forgets.
"""
