"""One page, however its address is written."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.catalogue import Catalogue
from bot.catalogue.checks.addresses import addresses_of
from bot.catalogue.checks.same_address import same_address
from tests.support.effort import examples

ONE_PAGE = (
    (
        "https://arxiv.org/abs/1706.03762", "http://arxiv.org/pdf/1706.03762", "https://arxiv.org/pdf/1706.03762v7",
        "arxiv.org/pdf/1706.03762.pdf", "https://arxiv.org/pdf/1706.03762v7.pdf", "https://arxiv.org/html/1706.03762v7",
        "https://export.arxiv.org/abs/1706.03762v1", "https://huggingface.co/papers/1706.03762",
        "https://hf.co/papers/1706.03762", "https://ar5iv.labs.arxiv.org/html/1706.03762",
        "https://doi.org/10.48550/arXiv.1706.03762", "https://dx.doi.org/10.48550/ARXIV.1706.03762",
        "https://www.alphaxiv.org/abs/1706.03762", "https://arxiv.org/abs/1706.03762#comments",
    ),
    ("https://arxiv.org/abs/cs/0112017", "https://arxiv.org/pdf/cs/0112017v1", "http://arxiv.org/abs/cs/0112017/"),
    ("https://arxiv.org/abs/math.PR/0112017", "https://arxiv.org/pdf/math.PR/0112017v2.pdf"),
    (
        "https://www.youtube.com/watch?v=kCc8FmEb1nY", "https://youtu.be/kCc8FmEb1nY",
        "https://youtu.be/kCc8FmEb1nY?si=Abc&t=42", "http://m.youtube.com/watch?v=kCc8FmEb1nY&feature=share",
        "https://www.youtube.com/embed/kCc8FmEb1nY", "https://www.youtube.com/shorts/kCc8FmEb1nY",
        "https://www.youtube-nocookie.com/embed/kCc8FmEb1nY?rel=0", "https://youtube.com/live/kCc8FmEb1nY",
        "https://www.youtube.com/watch?t=10s&v=kCc8FmEb1nY#t=3", "https://music.youtube.com/watch?v=kCc8FmEb1nY",
        "https://www.youtube.com/watch?v=kCc8FmEb1nY&list=PLAqhIrjkxbuWI23v9cThsA9GvCAUhRvKZ&index=7",
    ),
    (
        "https://www.youtube.com/playlist?list=PLZHQ", "https://youtube.com/playlist?list=PLZHQ&si=x",
        "https://www.youtube.com/embed/videoseries?list=PLZHQ",
    ),
    ("https://www.youtube.com/@karpathy", "https://youtube.com/@karpathy/videos", "https://m.youtube.com/@karpathy/"),
    (
        "https://github.com/karpathy/micrograd", "https://github.com/karpathy/micrograd.git",
        "https://github.com/karpathy/micrograd/tree/master", "https://github.com/karpathy/micrograd/blob/main/README.md",
        "http://www.github.com/Karpathy/Micrograd/", "https://github.com/karpathy/micrograd#readme",
        "https://github.com/karpathy/micrograd?tab=readme-ov-file#example-usage",
    ),
    ("https://doi.org/10.1038/nature14539", "http://dx.doi.org/10.1038/NATURE14539", "https://www.doi.org/10.1038/nature14539"),
    (
        "https://d2l.ai/", "http://d2l.ai", "https://www.d2l.ai/index.html", "https://D2L.ai:443/", "http://d2l.ai:80/index.htm",
        "https://d2l.ai./?utm_source=x", "https://d2l.ai//", "https://d2l.ai/#toc", "d2l.ai", "  https://d2l.ai/  ",
    ),
    ("https://d2l.ai/chapter_preface/index.html", "https://d2l.ai/chapter_preface/", "https://d2l.ai/chapter%5Fpreface"),
    (
        "https://people.edu.example/~user/a%20b", "https://people.edu.example/%7Euser/a%20b/",
        "https://people.edu.example/%7euser/a b",
    ),
    ("https://x.example/?b=2&a=1", "https://x.example/?a=1&b=2&fbclid=3", "https://x.example?a=%31&b=2"),
    ("https://bücher.example/", "https://xn--bcher-kva.example"),
    ("https://en.wikipedia.org/wiki/Loss_(statistics)", "https://en.m.wikipedia.org/wiki/Loss_%28statistics%29"),
    ("https://openreview.net/forum?id=oapKSVM2bcj", "https://openreview.net/pdf?id=oapKSVM2bcj"),
    ("https://aclanthology.org/P19-1001/", "https://aclanthology.org/P19-1001.pdf"),
    ("https://twitter.com/karpathy", "https://x.com/karpathy?s=20", "https://mobile.twitter.com/karpathy"),
    ("https://www.amazon.com/dp/1617296864", "https://amazon.com/Deep-Learning/dp/1617296864/ref=sr_1?tag=me-20"),
)  # fmt: skip
"""In each row, ways of writing the address of one page, which no other row has."""
APART = (
    "https://www.kaggle.com/datasets?tags=13207", "https://www.kaggle.com/datasets?tags=13303",
    "https://x.example/?reference=bert", "https://x.example/?ref=4045", "https://x.example/", "https://x.example/X",
    "https://x.example/x", "https://x.example:8080/", "https://app.x.example/#/course/1",
    "https://app.x.example/#/course/2", "https://arxiv.org/abs/1706.03763", "https://arxiv.org/list/cs.LG/recent",
    "https://github.com/karpathy", "https://github.com/karpathy/micrograd/tree/master/test",
    "https://github.com/karpathy/micrograd/issues", "https://github.com/karpathy/micrograd/tree/v2",
    "https://youtu.be/KCc8FmEb1nY", "https://www.youtube.com/@karpathy/community", "https://huggingface.co/papers",
    "https://huggingface.co/learn", "https://d2l.ai/indexes", "https://d2l.ai/my-index.html", "https://de.wikipedia.org/wiki/X",
    "https://[x", "https://x.example:99999/", "nothing", "",
)  # fmt: skip


@pytest.mark.parametrize("ways", ONE_PAGE, ids=lambda ways: ways[0])
def test_a_page_is_the_same_however_it_is_written(ways: tuple[str, ...]) -> None:
    assert {same_address(way if "//" in way else f"https://{way}") for way in ways} == {same_address(ways[0])}


def test_other_pages_are_others() -> None:
    written = [*(ways[0] for ways in ONE_PAGE), *APART]
    twins = [pair for pair in itertools.combinations(written, 2) if same_address(pair[0]) == same_address(pair[1])]
    assert not twins


def test_no_two_entries_of_the_list_lead_to_one_page(shipped: Catalogue) -> None:
    pages = [same_address(entry.url) for entry in shipped]
    assert len(pages) == len(set(pages))


@examples(200)
@given(data=st.data())
def test_every_address_of_the_list_is_known_in_other_spellings(shipped: Catalogue, data: st.DataObject) -> None:
    entry = data.draw(st.sampled_from(list(shipped)))
    _, url = data.draw(st.sampled_from(list(addresses_of(entry))))
    scheme, _, rest = url.partition("://")
    host, slash, path = rest.partition("/")
    host = data.draw(st.sampled_from([host, host.upper(), f"www.{host.removeprefix('www.')}", f"{host}."]))
    scheme = data.draw(st.sampled_from(["http", "https", "HTTPS"]))
    tail = data.draw(st.sampled_from(["", "utm_source=discord", "fbclid=1", "gclid=a&utm_medium=b"]))
    sign = "&" if "?" in path else "?"
    base, hash_, fragment = path.partition("#")
    typed = f"{scheme}://{host}{slash}{base}{sign + tail if tail else ''}{hash_}{fragment}"
    assert same_address(typed) == same_address(url)


@examples(200)
@given(typed=st.text(max_size=60) | st.text("htps:/[]@%?#&=.:0123456789ü", max_size=40))
def test_any_text_has_one(typed: str) -> None:
    assert isinstance(same_address(typed), str)
