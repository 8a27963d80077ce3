"""What all ways of writing one address have in common, so that a page is known however somebody links to it."""

import re
from collections.abc import Callable
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

from bot.catalogue.checks.trackers import is_tracking

_OTHER_NAMES = {
    "dx.doi.org": "doi.org", "export.arxiv.org": "arxiv.org", "hf.co": "huggingface.co", "m.youtube.com": "youtube.com",
    "mobile.twitter.com": "x.com", "music.youtube.com": "youtube.com", "old.reddit.com": "reddit.com",
    "twitter.com": "x.com", "youtube-nocookie.com": "youtube.com",
}  # fmt: skip
"""Hosts that show the same pages as another."""
_WIKIPEDIA_ON_PHONES = re.compile(r"([a-z-]+)\.m\.(wiki[a-z]+\.org)")
_FIRST_PAGE = re.compile(r"/(index|default)\.(html?|php|aspx?|md)$", re.IGNORECASE)
_PORT = {"http": 80, "https": 443}
_ARXIV = re.compile(
    r"(?:abs|pdf|html|format|ps|papers)/([a-z-]+(?:\.[a-z]{2})?/\d{7}|\d{4}\.\d{4,5})(?:v\d+)?(?:\.pdf)?"
)
_ARXIV_HOSTS = ("arxiv.org", "ar5iv.org", "ar5iv.labs.arxiv.org", "alphaxiv.org", "huggingface.co")
_ARXIV_DOI = "10.48550/arxiv."
_VIDEO = re.compile(r"(?:shorts|embed|live|v)/([\w-]{11})")
_REPOSITORY = re.compile(
    r"([^/]+/[^/]+?)(?:\.git)?(?:/(?:tree|blob)/(?:main|master|HEAD)(?:/README(?:\.\w+)?)?)?", re.IGNORECASE
)
_CHANNEL = re.compile(r"((?:@|c/|user/|channel/)[^/]+)/(?:about|featured|playlists|shorts|streams|videos)")
_BOOK = re.compile(r"(?:.*/)?(?:dp|gp/product)/(\w{10})(?:/.*)?")


def same_address(url: str) -> str:
    """What two ways of writing one address have in common: compare this, never show it. Any text has it."""
    try:
        parts = urlsplit(url.strip())
        host, port = _host(parts.hostname or ""), parts.port
    except ValueError:
        return url
    place = f"{host}:{port}" if port and port != _PORT.get(parts.scheme.lower()) else host
    path = _FIRST_PAGE.sub("/", re.sub("/+", "/", unquote(parts.path))).strip("/")
    asked = [(name, value) for name, value in parse_qsl(parts.query, keep_blank_values=True)
             if not is_tracking(name, host)]  # fmt: skip
    fragment = f"#{parts.fragment}" if parts.fragment.startswith(("/", "!")) else ""
    for known in _AT_ONE_HOST:
        if page := known(place, path, dict(asked)):
            return page
    query = f"?{urlencode(sorted(asked))}" if asked else ""
    return f"{place}/{path}".rstrip("/") + query + fragment


def _host(name: str) -> str:
    """The host in small letters, without `www.`, as computers write it, by its usual name."""
    host = name.lower().rstrip(".").removeprefix("www.")
    if not host.isascii():
        host = host.encode("idna").decode()
    found = _WIKIPEDIA_ON_PHONES.fullmatch(host)
    return f"{found[1]}.{found[2]}" if found else _OTHER_NAMES.get(host, host)


Asked = dict[str, str]


def _paper(host: str, path: str, asked: Asked) -> str | None:
    """A preprint, whichever of its versions, forms and readers."""
    if host == "doi.org":
        doi = path.lower()
        return f"arxiv.org/abs/{doi.removeprefix(_ARXIV_DOI)}" if doi.startswith(_ARXIV_DOI) else f"doi.org/{doi}"
    found = _ARXIV.fullmatch(path.lower()) if host in _ARXIV_HOSTS else None
    return f"arxiv.org/abs/{found[1]}" if found else None


def _reviewed(host: str, path: str, asked: Asked) -> str | None:
    """A paper on one of the sites that keep its page and its file apart."""
    if host == "openreview.net" and path in ("forum", "pdf") and asked.get("id"):
        return f"openreview.net/forum?id={asked['id']}"
    return f"{host}/{path.removesuffix('.pdf')}" if host == "aclanthology.org" and path.endswith(".pdf") else None


def _video(host: str, path: str, asked: Asked) -> str | None:
    """A video or a playlist, wherever it is played and from which second on."""
    if host not in ("youtube.com", "youtu.be"):
        return None
    found = _VIDEO.fullmatch(path)
    video = found[1] if found else path if host == "youtu.be" else asked.get("v") if path == "watch" else None
    if video and path != "embed/videoseries":
        return f"youtube.com/watch?v={video}"
    if channel := _CHANNEL.fullmatch(path):
        return f"youtube.com/{channel[1]}"
    if asked.get("list") and path in ("playlist", "watch", "embed/videoseries"):
        return f"youtube.com/playlist?list={asked['list']}"
    return None


def _repository(host: str, path: str, asked: Asked) -> str | None:
    """The first page of a repository, whichever way it is shown or fetched."""
    found = _REPOSITORY.fullmatch(path) if host == "github.com" else None
    return f"github.com/{found[1].lower()}" if found else None


def _book(host: str, path: str, asked: Asked) -> str | None:
    """A book in a shop that has a number for each."""
    found = _BOOK.fullmatch(path) if host.startswith("amazon.") else None
    return f"{host}/dp/{found[1].upper()}" if found else None


_AT_ONE_HOST: tuple[Callable[[str, str, Asked], str | None], ...] = (_paper, _reviewed, _video, _repository, _book)
