"""From what members type as an address to what is kept, or to why not."""

import msgspec
import pytest
from hypothesis import event, given
from hypothesis import strategies as st

from bot.catalogue.checks.addresses import what_is_wrong_with
from bot.catalogue.checks.trackers import tracking_parameter
from bot.catalogue.models import Url
from bot.community import addresses as rules
from bot.community.addresses import Refused, address
from tests.support.effort import examples


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("https://d2l.ai/", "https://d2l.ai/"),
        ("d2l.ai", "https://d2l.ai/"),
        ("  <https://d2l.ai/chapter>  ", "https://d2l.ai/chapter"),
        ("//d2l.ai/x", "https://d2l.ai/x"),
        ("HTTPS://D2L.ai:443/A/../B/./c", "https://d2l.ai/B/c"),
        ("http://d2l.ai:80/x", "http://d2l.ai/x"),
        ("d2l.ai:443/x", "https://d2l.ai/x"),
        ("https://d2l.ai./x", "https://d2l.ai/x"),
        ("https://d2l.ai/x#chapter-3", "https://d2l.ai/x"),
        ("https://d2l.ai/x#:~:text=loss", "https://d2l.ai/x"),
        ("https://app.d2l.ai/#/course/3", "https://app.d2l.ai/#/course/3"),
        ("https://d2l.ai/x?utm_source=a&v=1&fbclid=2&&b=%20", "https://d2l.ai/x?v=1&b=%20"),
        ("https://d2l.ai/x?%75tm_source=a", "https://d2l.ai/x"),
        ("https://d2l.ai/x?UTM_Medium=a&si=b", "https://d2l.ai/x?si=b"),
        ("https://www.kaggle.com/datasets?tags=13207", "https://www.kaggle.com/datasets?tags=13207"),
        ("https://d2l.ai/x?reference=bert&ref=4045", "https://d2l.ai/x?reference=bert&ref=4045"),
        ("https://youtu.be/abc?si=follows-you&t=3", "https://youtu.be/abc?t=3"),
        ("https://bücher.example/straße", "https://xn--bcher-kva.example/stra%C3%9Fe"),
        ("https://en.wikipedia.org/wiki/Loss_(statistics)", "https://en.wikipedia.org/wiki/Loss_%28statistics%29"),
        ("https://people.edu.example/~user/", "https://people.edu.example/~user/"),
        ("https://medium.com/@user/post", "https://medium.com/@user/post"),
        ("https://arxiv.org/pdf/1706.03762.pdf", "https://arxiv.org/pdf/1706.03762.pdf"),
    ],
)
def test_an_address_is_written_in_one_way(typed: str, kept: str) -> None:
    assert address(typed, "course") == kept


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("", rules.NOT_AN_ADDRESS),
        ("my favourite book", rules.NOT_AN_ADDRESS),
        ("nothing", rules.NOT_AN_ADDRESS),
        ("https://", rules.NOT_AN_ADDRESS),
        ("https:d2l.ai", rules.NOT_AN_ADDRESS),
        ("https://https://d2l.ai", rules.NOT_AN_ADDRESS),
        ("https://d2l.ai/\x00", rules.NOT_AN_ADDRESS),
        ("https://d2l.ai/\u202egnp.exe", rules.NOT_AN_ADDRESS),
        ("https://[::1", rules.NOT_AN_ADDRESS),
        ("[]@", rules.NOT_AN_ADDRESS),
        ("https://d2l.ai:99999999/", rules.NOT_AN_ADDRESS),
        ("javascript:alert(1)", rules.NOT_THE_WEB),
        ("data:text/html,x", rules.NOT_THE_WEB),
        ("ftp://d2l.ai/x", rules.NOT_THE_WEB),
        ("mailto:me@d2l.ai", rules.NOT_THE_WEB),
        ("file:///etc/passwd", rules.NOT_THE_WEB),
        ("magnet:?xt=urn:btih:1", rules.NOT_THE_WEB),
        ("https://me:secret@d2l.ai/", rules.WITH_A_NAME),
        ("https://d2l.ai@evil.example/", rules.WITH_A_NAME),
        ("me@d2l.ai", rules.WITH_A_NAME),
        ("https://d2l.ai:8443/", rules.WITH_A_PORT),
        ("http://d2l.ai:443/", rules.WITH_A_PORT),
        ("localhost:8000", rules.WITH_A_PORT),
        ("http://localhost/", rules.NOT_PUBLIC),
        ("http://127.0.0.1/", rules.NOT_PUBLIC),
        ("http://0x7f.1/", rules.NOT_PUBLIC),
        ("http://[::1]/", rules.NOT_PUBLIC),
        ("https://192.168.1.1/notes", rules.NOT_PUBLIC),
        ("https://printer.local/", rules.NOT_PUBLIC),
        ("https://hidden.onion/", rules.NOT_PUBLIC),
        ("https://-bad-.example/", rules.NOT_PUBLIC),
        ("https://bit.ly/x", rules.LEADS_ELSEWHERE),
        ("https://www.amazon.com/dp/1/ref=sr_1", rules.LEADS_ELSEWHERE),
        ("https://amzn.to/x", rules.LEADS_ELSEWHERE),
        ("https://www.google.com/url?q=https://d2l.ai", rules.LEADS_ELSEWHERE),
        ("https://drive.google.com/file/d/1/view", rules.FILE_HOST),
        ("https://www.dropbox.com/s/1/book.pdf", rules.FILE_HOST),
        ("https://mega.nz/file/x", rules.FILE_HOST),
        ("https://download.mediafire.com/x", rules.FILE_HOST),
        ("https://wetransfer.com/downloads/x", rules.FILE_HOST),
        ("https://libgen.rs/book", rules.COPIES),
        ("https://gen.lib.rus.ec/book", rules.COPIES),
        ("https://z-library.sk/book", rules.COPIES),
        ("https://sci-hub.se/10.1/1", rules.COPIES),
        ("https://cdn.discordapp.com/attachments/1/2/book.pdf", rules.INSIDE_CHAT),
        ("https://discord.com/oauth2/authorize?client_id=1", rules.INSIDE_CHAT),
        ("https://discord.gg/abc", rules.INVITE),
        ("https://d2l.ai/setup.exe", rules.DOWNLOAD),
        ("https://d2l.ai/all%2EZIP?x=1", rules.DOWNLOAD),
        ("https://d2l.ai/model.tar.gz", rules.DOWNLOAD),
        ("https://d2l.ai/course.torrent/", rules.DOWNLOAD),
        ("https://d2l.ai/" + "x" * 300, rules.TOO_LONG),
        ("https://d2l.ai/" + "ü" * 100, rules.TOO_LONG),
        ("https://d2l.ai/?utm_source=" + "x" * 2000, rules.TOO_LONG),
    ],
)
def test_what_nobody_may_suggest_is_refused_with_the_reason(typed: str, why: str) -> None:
    refused = address(typed, "course")

    assert isinstance(refused, Refused)
    assert refused.why == why
    assert refused.why.format(host=refused.host, most=refused.most)


def test_a_refused_host_is_named_without_www() -> None:
    assert address("https://www.dropbox.com/s/1/book.pdf", "course") == Refused(rules.FILE_HOST, "dropbox.com")


def test_an_invitation_is_fine_for_a_community() -> None:
    assert address("discord.gg/abc", "community") == "https://discord.gg/abc"


def test_long_tracking_does_not_make_an_address_too_long() -> None:
    assert address("https://d2l.ai/?utm_source=" + "x" * 1000, "book") == "https://d2l.ai/"


PARTS = (
    "http", "https", "ftp", "://", ":", "/", "//", "?", "#", "&", "=", "@", "d2l.ai", "www.", ".", "..", "%2e", "%28",
    "utm_source=1", "ref=2", "si=3", "%75tm_x=4", "+utm_x=5", "xn--", "ü", "(", ")", "[", "]", "`", "{", "|", "\\",
    "%", "%zz", "é", "例え.jp", "~", "!", "*", "'", ";", "127.0.0.1", "::1", ":80", ":443", ":65536", " ", "\u202e",
)  # fmt: skip
anything = st.one_of(
    st.text(max_size=80),
    st.lists(st.sampled_from(PARTS), max_size=14).map("".join),
    st.lists(st.sampled_from(PARTS) | st.text(max_size=6), max_size=10).map(
        lambda parts: "https://d2l.ai/" + "".join(parts)
    ),
)


@examples(400)
@given(anything)
def test_what_is_kept_is_sound_and_stays_as_it_is(typed: str) -> None:
    kept = address(typed, "course")

    event(kept.why if isinstance(kept, Refused) else "kept")
    if isinstance(kept, str):
        assert msgspec.convert(kept, Url) == kept
        assert tracking_parameter(kept) is None
        assert what_is_wrong_with(kept) is None
        assert "`" not in kept
        assert address(kept, "course") == kept
