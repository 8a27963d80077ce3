"""The query parameters of an address that follow or credit the reader.

Names are compared whole: `ref`, `tag` or `s` mean something on most pages, and follow the reader only on some.
"""

from collections.abc import Mapping
from urllib.parse import parse_qsl, urlsplit

EVERYWHERE = frozenset((
    "__hsfp", "__hssc", "__hstc", "_branch_match_id", "_branch_referrer", "_ga", "_gl", "_hsenc", "_hsmi", "_openstat",
    "a_aid", "a_bid", "aff", "aff_fcid", "aff_fsk", "aff_id", "aff_platform", "aff_sub", "aff_trace_key", "affcode",
    "affid", "affiliate", "affiliate_id", "affiliateid", "ck_subscriber_id", "cmpid", "couponcode", "dclid",
    "deal_code", "dm_i", "ef_id", "epik", "fb_action_ids", "fb_action_types", "fb_ref", "fb_source", "fbclid",
    "ga_campaign", "ga_content", "ga_medium", "ga_source", "ga_term", "gad_campaignid", "gad_source", "gbraid",
    "gclid", "gclsrc", "guccounter", "hsctatracking", "igsh", "igshid", "irclickid", "irgwc", "li_fat_id", "lsnpubid",
    "mc_cid", "mc_eid", "mibextid", "mkt_tok", "mkwid", "ml_subscriber", "ml_subscriber_hash", "msclkid",
    "mtm_campaign", "mtm_kwd", "mtm_medium", "mtm_source", "oly_anon_id", "oly_enc_id", "pk_campaign", "pk_kwd",
    "pk_medium", "pk_source", "piwik_campaign", "raneaid", "ranmid", "ransiteid", "ref_src", "ref_url", "s_cid",
    "sc_cid", "share_id", "sscid", "srsltid", "ttclid", "twclid", "vero_conv", "vero_id", "wbraid", "wt_mc", "yclid",
    "ysclid",
))  # fmt: skip
"""Those that do so wherever they stand, beside all that begin with one of `FAMILIES`."""
FAMILIES = ("utm_", "hsa_", "pf_rd_", "pd_rd_")
AT: Mapping[str, frozenset[str]] = {
    "alibaba.": frozenset(("spm",)),
    "aliexpress.": frozenset(("spm", "scm")),
    "amazon.": frozenset(("ascsubtag", "camp", "creative", "creativeasin", "linkcode", "linkid", "ref", "ref_", "tag")),
    "bilibili.com": frozenset(("spm_id_from", "share_source", "share_medium", "vd_source")),
    "gumroad.com": frozenset(("a", "ref")),
    "linkedin.com": frozenset(("refid", "trackingid", "trk", "trkinfo")),
    "medium.com": frozenset(("source",)),
    "producthunt.com": frozenset(("ref",)),
    "reddit.com": frozenset(("rdt",)),
    "spotify.com": frozenset(("si", "nd")),
    "substack.com": frozenset(("isfreemail", "r", "showwelcome", "triedredirect")),
    "threads.net": frozenset(("xmt",)),
    "twitter.com": frozenset(("s", "t")),
    "udemy.com": frozenset(("referralcode",)),
    "x.com": frozenset(("s", "t")),
    "youtu.be": frozenset(("feature", "pp", "si")),
    "youtube.com": frozenset(("ab_channel", "feature", "pp", "si")),
}
"""Those that do so at one host and what is below it; a name that ends in a dot stands for it in every country."""


def tracking_parameter(url: str) -> str | None:
    """The first query parameter of the address that follows or credits the reader, or None."""
    parts = urlsplit(url)
    names = (name for name, _ in parse_qsl(parts.query, keep_blank_values=True))
    return next((name for name in names if is_tracking(name, parts.hostname or "")), None)


def is_tracking(name: str, host: str) -> bool:
    """Whether a query parameter of this name follows or credits the reader at this host."""
    name = name.lower()
    if name in EVERYWHERE or name.startswith(FAMILIES):
        return True
    return any(name in names and _is_at(host.lower(), place) for place, names in AT.items())


def _is_at(host: str, place: str) -> bool:
    return f".{place}" in f".{host}" if place.endswith(".") else f".{host}".endswith(f".{place}")
