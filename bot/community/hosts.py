"""Addresses that nobody may suggest, by host: data for `bot.community.addresses`.

A line is a host with all that is below it, or a host and the beginning of a path.
"""

FILE_HOSTS = (
    "1drv.ms", "1fichier.com", "4shared.com", "anonfiles.com", "app.box.com", "catbox.moe", "disk.yandex.com",
    "disk.yandex.ru", "drive.google.com", "drive.usercontent.google.com", "dropbox.com", "dropboxusercontent.com",
    "file.io", "filebin.net", "gofile.io", "icloud.com/iclouddrive", "krakenfiles.com", "mediafire.com", "mega.co.nz",
    "mega.io", "mega.nz", "nitroflare.com", "onedrive.live.com", "pan.baidu.com", "pcloud.com", "pcloud.link",
    "pixeldrain.com", "rapidgator.net", "sendspace.com", "sharepoint.com", "terabox.com", "transfer.sh",
    "turbobit.net", "ufile.io", "uploaded.net", "we.tl", "wetransfer.com", "workupload.com", "yadi.sk",
    "zippyshare.com",
)  # fmt: skip
REDIRECTORS = (
    "adf.ly", "anonym.to", "bing.com/ck", "duckduckgo.com/l", "google.com/url", "href.li", "l.facebook.com",
    "l.instagram.com", "linkedin.com/redir", "linktr.ee", "lm.facebook.com", "out.reddit.com", "slack-redir.net",
    "steamcommunity.com/linkfilter", "t.umblr.com", "vk.com/away.php", "youtube.com/redirect",
)  # fmt: skip
"""Those that lead elsewhere, beside the shorteners of `bot.catalogue.checks.addresses`."""
CHAT_INNARDS = (
    "cdn.discordapp.com", "discord.com/api", "discord.com/channels", "discord.com/gifts", "discord.com/oauth2",
    "discord.gift", "discordapp.com", "discordapp.net",
)  # fmt: skip
INVITES = (
    "chat.whatsapp.com", "discord.com/invite", "discord.gg", "discord.me", "join.slack.com", "t.me", "telegram.me",
)  # fmt: skip
SHADOW_LIBRARIES = frozenset((
    "1lib", "annas-archive", "b-ok", "bookfi", "bookzz", "dokumen", "ebook3000", "epdf", "freecoursesite",
    "freetutorials", "gen.lib.rus", "ebookee", "libgen", "library-genesis", "librarygenesis", "oceanofpdf", "pdfdrive",
    "sci-hub", "scihub", "singlelogin", "tutsnode", "vdoc", "z-lib", "z-library", "zlib", "zlibrary",
))  # fmt: skip
"""Names that keep changing what stands after their dot: any part of a host."""
DOWNLOADS = (
    ".7z", ".apk", ".appimage", ".bat", ".bin", ".bz2", ".cmd", ".deb", ".dmg", ".exe", ".gz", ".ipa", ".iso", ".jar",
    ".msi", ".pkg", ".ps1", ".rar", ".rpm", ".scr", ".tar", ".tgz", ".torrent", ".vbs", ".xz", ".zip",
)  # fmt: skip
PRIVATE = (".arpa", ".home", ".internal", ".invalid", ".lan", ".local", ".localhost", ".onion", ".test")
"""What no browser reaches from everywhere."""
