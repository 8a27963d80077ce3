"""What turns the words after it round: "no certificate", "unlike CS231n", "after your PyTorch course"."""

import re

NEGATION = re.compile(
    r"\b(?:no|not|never|without|nor|neither|none|nothing|hardly|unlike|cannot|instead of|rather than|beyond|too|isn't"
    r"|aren't|doesn't|don't|won't|can't|lacks?|lacking|skips?|past|stops? being|kein\w*|nicht|nie|ohne|statt|weder|zu"
    r"|sans|pas|sin|sem|senza|geen|niet)\b",
    re.IGNORECASE,
)
"""What turns a word after it, in the same clause, into none that is claimed."""
ELSEWHERE = re.compile(
    r"\b(?:your|you know|you already|you use|you learned|know|knows|from|like|than|after|before|later|another|other"
    r"|afterwards|dein\w*|ihr\w*|nach|vor|than|if you)\b",
    re.IGNORECASE,
)
"""What tells that a tool after it is one of the asker's, or of something else."""
REACH = 40
"""So many characters before a word may turn it round."""
_CLAUSE = re.compile(r"[.;!?]\s|\s[–—]\s|:\s|\bbut\b|\baber\b")


def is_negated(text: str, place: int) -> bool:
    """Whether a word here is denied by one before it in the same clause."""
    return bool(NEGATION.search(_before(text, place)))


def is_elsewhere(text: str, place: int) -> bool:
    """Whether a word here is denied, or said of something else, by one before it in the same clause."""
    return bool(NEGATION.search(_before(text, place)) or ELSEWHERE.search(_before(text, place)))


def _before(text: str, place: int) -> str:
    return _CLAUSE.split(text[max(place - REACH, 0) : place])[-1]
