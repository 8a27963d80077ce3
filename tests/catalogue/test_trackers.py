"""Which parameters follow or credit the reader, and which only look like it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.catalogue.checks.addresses import what_is_wrong_with
from bot.catalogue.checks.trackers import AT, EVERYWHERE, tracking_parameter
from tests.support.effort import examples

KEPT = (
    "https://www.kaggle.com/datasets?tags=13207", "https://x.example/?reference=bert", "https://x.example/?ref=4045",
    "https://x.example/?tag=nlp", "https://x.example/?tags=nlp&page=2", "https://x.example/?refresh=1",
    "https://api.github.com/repos/o/n/contents?ref=main", "https://github.com/o/n/blob/main/x.py?raw=true",
    "https://x.example/?affiliation=mit", "https://x.example/?gallery=1", "https://x.example/?si=units",
    "https://x.example/?source=arxiv", "https://x.example/?s=lstm", "https://x.example/?t=10", "https://x.example/?a=1",
    "https://youtu.be/abc?t=3", "https://www.youtube.com/watch?v=abc&list=PL1&index=2&t=9s",
    "https://medium.com/@user/post?sk=abc", "https://openreview.net/forum?id=abc", "https://notyoutu.be/x?si=1",
    "https://x.example/?feature=share", "https://amazonas.example/?tag=river", "https://x.example/?utm=zone-32",
    "https://x.example/?trk=9", "https://x.example/",
)  # fmt: skip
GONE = {
    "https://x.example/?utm_source=a": "utm_source",
    "https://x.example/?v=1&UTM_Campaign=a": "UTM_Campaign",
    "https://x.example/?utm_anything_new=a": "utm_anything_new",
    "https://x.example/?fbclid=": "fbclid",
    "https://x.example/?a=1&gclid=2": "gclid",
    "https://x.example/?%66bclid=2": "fbclid",
    "https://youtu.be/abc?si=x": "si",
    "https://www.youtube.com/watch?v=abc&pp=x": "pp",
    "https://open.spotify.com/show/1?si=2": "si",
    "https://www.amazon.com/dp/1?tag=me-20": "tag",
    "https://smile.amazon.co.uk/dp/1?ref_=x": "ref_",
    "https://www.udemy.com/course/x/?referralCode=1": "referralCode",
    "https://www.udemy.com/course/x/?couponCode=1": "couponCode",
    "https://medium.com/@user/post?source=rss": "source",
    "https://x.com/user/status/1?s=20": "s",
}


@pytest.mark.parametrize("url", KEPT)
def test_what_means_something_stays(url: str) -> None:
    assert tracking_parameter(url) is None
    assert what_is_wrong_with(url) is None


@pytest.mark.parametrize(("url", "name"), GONE.items())
def test_what_follows_the_reader_is_seen(url: str, name: str) -> None:
    assert tracking_parameter(url) == name
    assert f"parameter {name!r}" in (what_is_wrong_with(url) or "")


@examples(200)
@given(
    name=st.sampled_from(sorted({*EVERYWHERE, *(name for names in AT.values() for name in names)})),
    more=st.text("abcdefgh", min_size=1, max_size=4),
)
def test_no_longer_name_is_taken_for_a_tracker(name: str, more: str) -> None:
    for longer in (name + more, more + name):
        if longer not in EVERYWHERE and not longer.startswith(("utm_", "hsa_", "pf_rd_", "pd_rd_")):
            assert tracking_parameter(f"https://x.example/?{longer}=1") is None
