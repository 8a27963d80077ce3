"""Links in a message, which name the entry whose page they lead to."""

import re
from collections.abc import Callable

from bot.catalogue import Catalogue
from bot.catalogue.checks.addresses import addresses_of
from bot.catalogue.checks.same_address import same_address

_URL = r"https?://[^\s<>()\[\]]++(?:\([^\s<>()\[\]]*+\)[^\s<>()\[\]]*+)*+"
_LINK = re.compile(
    rf"\[(?P<title>[^\[\]]*+)\]\(\s*+<?(?P<target>{_URL})>?[^()\n]{{0,200}}\)|<?(?P<bare>{_URL})>?", re.IGNORECASE
)
_AFTER = ".,;:!?'\"*_"
"""Signs after a link that belong to the sentence."""


class Links:
    """Finds the entries of a catalogue by the addresses of their pages."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._by_address: dict[str, str] = {}
        for resource in catalogue:
            self._by_address.setdefault(same_address(resource.url), resource.id)
        own, shared = dict(self._by_address), set[str]()
        for resource in catalogue:
            for place, url in addresses_of(resource):
                address = same_address(url)
                if place[0] != "successor" and self._by_address.setdefault(address, resource.id) != resource.id:
                    shared.add(address)
        for address in shared - own.keys():  # of several entries' further addresses it tells none
            del self._by_address[address]
        self._titles = {resource.id: resource.title for resource in catalogue}
        self._by_mark = {_mark(resource.id): resource.id for resource in catalogue}

    def entry(self, url: str) -> str | None:
        """The id of the entry whose page this is."""
        try:
            return self._by_address.get(same_address(url.strip(_AFTER)))
        except ValueError:  # no address at all: "https://[x"
            return None

    def entries(self, text: str) -> tuple[str, ...]:
        """The ids of the entries that the text links to, each once."""
        found = (self.entry(link["target"] or link["bare"]) for link in _LINK.finditer(text))
        return tuple(dict.fromkeys(filter(None, found)))

    def titled(self, text: str) -> str:
        """The text with the title of its entry for each link to one, and with the titles of other Markdown links."""
        return self._replaced(text, lambda id_: self._titles[id_])

    def marked(self, text: str) -> str:
        """The same with a word for each link to an entry that nobody types, which `of_mark` knows."""
        return self._replaced(text, lambda id_: f" {_mark(id_)} ")

    def of_mark(self, word: str) -> str | None:
        """The id of the entry that a word of such a text stands for."""
        return self._by_mark.get(word)

    def _replaced(self, text: str, name_of: Callable[[str], str]) -> str:
        def name(link: re.Match[str]) -> str:
            id_ = self.entry(link["target"] or link["bare"])
            return name_of(id_) if id_ else link["title"] or link[0]

        return _LINK.sub(name, text) if "://" in text else text


def _mark(id_: str) -> str:
    """The id as one word, which has no plural."""
    return f"entry{id_.replace('-', '')}x"
