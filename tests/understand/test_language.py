"""In which language a message is: measured on messages of our own, of which many are full of English terms."""

from collections import Counter, defaultdict
from pathlib import Path

import pytest

from bot.understand.words.language import ENGLISH, UNKNOWN, language_of

MESSAGES = [
    tuple(line.split("\t")) for line in Path(__file__).with_name("languages.tsv").read_text("utf-8").splitlines()
]
LANGUAGES = sorted({code for code, _ in MESSAGES} - {ENGLISH})
LEAST = 20
"""So many messages of each language, at the least."""
NOTICED = 0.85
"""Such a share of them is noticed, at the least: some have no word but names and terms that English has too."""


def told(code: str) -> Counter[str]:
    return Counter(language_of(text) for known, text in MESSAGES if known == code)


@pytest.mark.parametrize("code", LANGUAGES)
def test_another_language_is_noticed(code: str) -> None:
    found = told(code)
    assert found.total() >= LEAST
    assert found[code] >= NOTICED * found.total(), found


def test_nearly_all_other_languages_are_noticed() -> None:
    assert len(LANGUAGES) >= 14
    found = [(code, language_of(text)) for code, text in MESSAGES if code != ENGLISH]
    assert sum(told == code for code, told in found) >= 0.97 * len(found)


def test_english_is_not_taken_for_another_language() -> None:
    wrong = [text for code, text in MESSAGES if code == ENGLISH and language_of(text) != ENGLISH]
    assert told(ENGLISH).total() >= 200
    assert len(wrong) <= 1, wrong


def test_no_message_is_there_twice() -> None:
    where = defaultdict(set)
    for code, text in MESSAGES:
        where[text.casefold()].add(code)
    assert len(where) == len(MESSAGES)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "en"), ("?!", "en"), ("42", "en"), ("🙏", "en"),
        ("the α in α-dropout and the β of Adam", "en"),
        ("is 西瓜书 (the watermelon book) there in English?", "en"),
        ("naïve bayes or a résumé project?", "en"),
        ("Géron", "en"), ("Le Wagon or La Sorbonne", "en"),
        ("Θέλω να μάθω deep learning", "el"),
        ("می‌خواهم یادگیری عمیق را شروع کنم", "fa"), ("کیا میں ریاضی کے بغیر سیکھ سکتا ہوں", "ur"),
        ("אני רוצה ללמוד deep learning", "he"), ("อยากเรียน deep learning", "th"),
        ("deep learning கற்க வேண்டும்", "ta"), ("deep learning నేర్చుకోవాలి", "te"),
        ("jag vill lära mig djupinlärning från början på svenska, går det för nybörjare", UNKNOWN),
    ],
)  # fmt: skip
def test_letters_and_words_tell(text: str, code: str) -> None:
    assert language_of(text) == code


def test_capitals_and_missing_accents_change_nothing() -> None:
    assert language_of("QUÉ CURSO ME RECOMIENDAS") == language_of("que curso me recomiendas") == "es"


def test_what_comes_late_in_a_long_message_is_not_read() -> None:
    assert language_of("the best course for this? " * 50 + "quiero aprender") == "en"
