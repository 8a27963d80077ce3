"""Each check lets through what is all right, and names what is not."""

import re
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from msgspec.structs import replace

from bot.writer.checks.shape import MOST_IN_ALL, MOST_WORDS, TOLERANCE, length_of
from bot.writer.draft import Draft, DraftPick
from bot.writer.material import Material
from bot.writer.request import instructions
from bot.writer.verify import Verifier
from tests.support.effort import examples
from tests.writer.conftest import MaterialOf
from tests.writer.hostile import BOOK, COURSE, GERMAN, NG, RL, SOLD, SPANISH

CLEAN = Draft("Yes, read it.", "It is plain.", (DraftPick(BOOK, "The first chapters."),), "Begin tonight.")


@pytest.fixture
def material(material_of: MaterialOf) -> Material:
    return material_of(RL)


def reasons(verifier: Verifier, material: Material, answer: str) -> set[str]:
    """For what reasons this answer is refused, by itself."""
    return {fault.reason for fault in verifier.faults(Draft(answer), material)}


def of_why(verifier: Verifier, material: Material, id_: str, why: str) -> set[str]:
    """For what reasons this why is refused."""
    return {fault.reason for fault in verifier.faults(Draft("Yes, read it.", picks=(DraftPick(id_, why),)), material)}


def test_a_clean_draft_has_no_fault(verifier: Verifier, material: Material) -> None:
    assert verifier.faults(CLEAN, material) == []


def test_a_fault_says_where_it_is_and_quotes_the_words(verifier: Verifier, material: Material) -> None:
    (fault,) = verifier.faults(replace(CLEAN, next="Take CS999 tonight."), material)
    assert (fault.reason, fault.what[:13]) == ("name", 'next: "CS999"')


def test_a_fault_is_told_once_and_all_are_told(verifier: Verifier, material: Material) -> None:
    found = verifier.faults(replace(CLEAN, answer="Take CS999, CS999, for 987 hours."), material)
    assert sorted(fault.reason for fault in found) == ["name", "number"]


# shape


@pytest.mark.parametrize(("part", "most"), MOST_WORDS.items())
def test_each_part_has_its_length_and_a_fifth_more(
    part: str, most: int, verifier: Verifier, material: Material
) -> None:
    for words, too_long in ((int(most * TOLERANCE), False), (int(most * TOLERANCE) + 1, True)):
        text = "good " * words
        changed = {"picks": (DraftPick(BOOK, text),)} if part == "why" else {part: text}
        found = {fault.reason for fault in verifier.faults(replace(CLEAN, **changed), material)}
        assert ("length" in found) is too_long


def test_the_lengths_are_as_the_instructions_say() -> None:
    assert MOST_WORDS == {"answer": 40, "because": 50, "why": 25, "next": 30, "unsure": 25}
    assert (MOST_IN_ALL, TOLERANCE) == (150, 1.2)


def test_all_parts_together_have_a_length_with_titles_and_without_what_is_unsure(
    verifier: Verifier, material: Material
) -> None:
    fact = material.fact(BOOK)
    assert fact is not None
    rest = MOST_IN_ALL - 48 - 60 - length_of(fact.entry.title) - 20
    for more, too_long in ((0, False), (1, True)):
        draft = Draft(
            "good " * 48, "good " * 60, (DraftPick(BOOK, "good " * 20),), "good " * (rest + more), "good " * 20
        )
        assert ("length" in {fault.reason for fault in verifier.faults(draft, material)}) is too_long


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("one two  three", 3),
        ("", 0),
        ("学习深度学习的书籍推荐一下吧学", 9),
        ("用 PyTorch 学习", 3),
        ("ภาษาไทยภาษาไทย", 8),
    ],
)
def test_words_without_spaces_are_counted_by_characters(text: str, length: int) -> None:
    assert length_of(text) == length


def test_picks_are_three_at_most_and_each_once(verifier: Verifier, material: Material) -> None:
    ids = [one.entry.id for one in material.facts if not one.barred][:4]
    for some, wrong in ((ids[:3], set()), (ids[:4], {"picks"}), ([ids[0], ids[0]], {"picks"})):
        draft = replace(CLEAN, picks=tuple(DraftPick(id_, "The first chapters.") for id_ in some))
        assert {fault.reason for fault in verifier.faults(draft, material)} == wrong


def test_what_is_barred_says_why(verifier: Verifier, material_of: MaterialOf) -> None:
    material = material_of(NG)
    draft = replace(CLEAN, picks=(DraftPick("machine-learning-specialization-ng", "Once more."),))
    (fault,) = verifier.faults(draft, material)
    assert fault.reason == "barred"
    assert "the asker has done it" in fault.what


# signs and markup


@pytest.mark.parametrize(
    "text",
    [
        "Use x < 3 and y > 2, i.e. 3 at most (e.g. 2), at 5.5 – or less…",
        "“Well”, she’d say; it's fine: C# or C++, R&D, and/or 50 %?",
        "First this.\nThen that!",
        "A Ph.D. is not needed, nor 3.5 of them.",
        "Let σ be small, α too.",
    ],
)
def test_usual_signs_are_let_through(text: str, verifier: Verifier, material: Material) -> None:
    assert not reasons(verifier, material, text) & {"signs", "markup"}


def test_a_word_with_a_full_stop_stands_where_it_was_given(verifier: Verifier, material_of: MaterialOf) -> None:
    given = material_of("I finished fast.ai, what next?")
    assert reasons(verifier, given, "You did fast.ai already.") == set()
    assert "markup" in reasons(verifier, given, "You did fast.io already.")


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("hi", "क्\u200dष सीखना अच्छा है।"),
        ("fa", "این کتاب خوب است و می\u200cخوانم."),
        ("ja", "この本はとても良いです。"),
        ("ko", "이 책은 아주 좋습니다."),
        ("ru", "Эта книга очень хорошая."),
        ("th", "หนังสือเล่มนี้ดีมาก"),
        ("ar", "هذا الكتاب جيد جدا."),
        ("fr", "Oui\u202f: lis-le, ça vaut la peine\u00a0!"),
        ("vi", "Cuốn sách này rất hay và đầy đủ."),
        ("el", "Το βιβλίο είναι πολύ καλό."),
        ("es", "¿Vale la pena? ¡Sí, el 1º!"),
    ],
)
def test_other_scripts_have_their_signs(code: str, text: str, verifier: Verifier, material_of: MaterialOf) -> None:
    assert not reasons(verifier, material_of(RL, code), text) & {"signs", "markup", "language"}


# numbers


def test_a_why_has_numbers_of_its_own_entry_alone(verifier: Verifier, material: Material) -> None:
    assert of_why(verifier, material, COURSE, "Takes 24 to 36 hours.") == set()
    assert of_why(verifier, material, BOOK, "Takes 24 to 36 hours.") == {"number"}
    assert reasons(verifier, material, "The course takes 24 to 36 hours.") == set()


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("The Hugging Face course takes 24 to 36 hours.", True),
        ("The Hugging Face course takes 24 hours at least.", True),
        ("The Hugging Face course takes 36 weeks.", False),
        ("Sutton and Barto takes 24 to 36 hours.", False),
        ("It takes 24 to 36 hours.", True),
        ("It takes 36 chapters.", False),
        ("Read chapters 1 to 6 of Sutton and Barto.", True),
        ("Read lessons 1 to 6 of Sutton and Barto.", False),
        ("Sutton and Barto is from 2018.", True),
        ("Sutton and Barto is from 2023.", False),
        ("Sutton and Barto takes 2018 hours.", False),
        ("Sutton and Barto is in its second edition.", True),
        ("Sutton and Barto is in its fourth edition.", False),
        ("Sutton and Barto costs $6.", False),
        ("Sutton and Barto is read by 6 percent.", False),
        ("Sutton and Barto needs 8 GB.", False),
        ("Sutton and Barto fits your 6 hours a week.", True),
    ],
)
def test_a_number_counts_what_it_counts_in_what_was_given(
    text: str, right: bool, verifier: Verifier, material_of: MaterialOf
) -> None:
    given_ = material_of(f"{RL}? I have 6 hours a week")
    assert (reasons(verifier, given_, text) == set()) is right


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("Der Hugging-Face-Kurs dauert 24 bis 36 Stunden.", True),
        ("Der Hugging-Face-Kurs dauert 36 Wochen.", False),
        ("Lies die Kapitel 1 bis 6 von Sutton und Barto.", True),
        ("Lies die Lektionen 1 bis 6 von Sutton und Barto.", False),
    ],
)
def test_a_number_counts_the_same_in_german(
    text: str, right: bool, verifier: Verifier, material_of: MaterialOf
) -> None:
    assert ("number" not in reasons(verifier, material_of(RL, "de"), text)) is right


@pytest.mark.parametrize(
    ("message", "text", "right"),
    [
        ("the code fails on pages: 86 and 88", "You mended pages 86 and 88 yourself.", True),
        ("the code fails on p: 86", "You mended page 87 yourself.", False),
        ("I am stuck at 4.2 of sutton and barto", "Redo part 4.2 of Sutton and Barto with numbers of your own.", True),
        ("I read 9 pages of sutton and barto", "Take 9 weeks for it.", False),
        ("my 9 friends read it", "Sutton and Barto costs 9 dollars.", False),
    ],
)
def test_where_the_asker_is_may_be_called_otherwise(
    message: str, text: str, right: bool, verifier: Verifier, material_of: MaterialOf
) -> None:
    assert ("number" not in reasons(verifier, material_of(message), text)) is right


def test_a_year_may_be_of_what_one_of_its_authors_made_next(verifier: Verifier, material_of: MaterialOf) -> None:
    given_ = material_of("is Andrew Ng's old machine learning course in Octave still worth it?")
    old, new = "coursera-machine-learning-2012", "machine-learning-specialization-ng"
    assert {old, new} <= {one.entry.id for one in given_.facts}
    assert reasons(verifier, given_, "Andrew Ng's course was replaced in 2022.") == set()
    assert reasons(verifier, given_, "Andrew Ng's course was replaced in 2015.") == {"number"}


@pytest.mark.parametrize(
    ("text", "known"), [("先学一点Python就够了。", True), ("先看Superlearn的视频。", False), ("用NumPy写一遍。", True)]
)
def test_names_amid_signs_are_words_by_themselves(
    text: str, known: bool, verifier: Verifier, material_of: MaterialOf
) -> None:
    assert ("name" not in reasons(verifier, material_of("怎么开始学机器学习？Python和NumPy", "zh"), text)) is known


def test_money_of_the_message_is_only_the_askers(verifier: Verifier, material_of: MaterialOf) -> None:
    given = material_of("is sutton and barto worth 35 dollars? my budget is 35 dollars")
    assert reasons(verifier, given, "Within your 35 dollars it fits well.") == set()
    assert reasons(verifier, given, "It costs 35 dollars and is good.") == {"number"}
    assert reasons(verifier, given, "Take your 35 dollar book.") == {"number"}


def test_numbers_of_the_message_may_be_said(verifier: Verifier, material_of: MaterialOf) -> None:
    given = material_of("I have 43 minutes a day, is sutton and barto ok?")
    assert reasons(verifier, given, "With 43 minutes a day it goes well.") == set()
    assert reasons(verifier, given, "With 44 minutes a day it goes well.") == {"number"}


# names


@pytest.mark.parametrize(
    "text",
    [
        "Sutton and Barto explain it best.",
        "Learn PyTorch and NumPy first.",
        "Deep Learning is a wide subject.",
        "In November you can start.",
        "Many Germans read English books.",
        "I'd say a GPU or a CNN helps.",
        "Read Chapter 3 of it.",
        "Reinforcement Learning: An Introduction is the book.",
        "NOT today, I think.",
        "Skim it. Jot notes. Rewrite them.",
        "LLMs and GPUs are no help here.",
        "The full stack of it is large.",
        "It is PyTorch-based and non-linear.",
        "You can do it in C++ or C# too.",
        "Take it on Monday or on Sundays.",
    ],
)
def test_known_names_and_plain_words_are_let_through(text: str, verifier: Verifier, material: Material) -> None:
    assert "name" not in reasons(verifier, material, text)


@pytest.mark.parametrize(
    "text",
    [
        "Take Insight first.",
        "Read Deep Agents Today.",
        "See the superlearn bootcamp.",
        "It is by Zork Plank.",
        "Ask at MIT4You.",
        "Superlearn teaches it well.",
        "Superlearn. It is good.",
        "Read «the art of it» first.",
        "It is on udemy.",
        "It is by karpathy and others from Palantir.",
        "Use GPT-9.",
        "Superlearn's exercises help.",
    ],
)
def test_unknown_names_are_found(text: str, verifier: Verifier, material: Material) -> None:
    assert "name" in reasons(verifier, material, text)


def test_a_name_that_only_the_message_has_is_unknown(verifier: Verifier, material_of: MaterialOf) -> None:
    given = material_of("is Zorblax any good for RL?")
    assert "name" in reasons(verifier, given, "Yes, Zorblax is good.")


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("Lies am Abend ein Kapitel und nimm dir Zeit für Übungen.", True),
        ("Das gibt dem Anfänger Sicherheit und Freude am Programmieren.", True),
        ("Ein Python-Kurs oder ein Online-Kurs hilft.", True),
        ("Der Superlearn-Kurs hilft.", False),
        ("Das Data Bootcamp hilft.", False),
        ("Nimm RLMeister.", False),
    ],
)
def test_german_nouns_are_no_names(text: str, known: bool, verifier: Verifier, material_of: MaterialOf) -> None:
    assert ("name" not in reasons(verifier, material_of(GERMAN), text)) is known


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("Insight is a better book for you.", False),
        ("Horizon was the one course to take.", False),
        ("Insight course is shorter.", False),
        ("Horizon by Sutton is shorter.", False),
        ("Take the course called insight instead.", False),
        ("Take the course “Insight” instead.", False),
        ("Reading is a good start.", True),
        ("This is a good book.", True),
        ("Short courses help, and free books too.", True),
        ("Taught by Sutton it is plain.", True),
        ("Practice is the better teacher.", True),
        ("A course called machine learning will do.", True),
        ("Which course you take matters little.", True),
        ("Neurolinguistics is a field of its own.", True),
        ("Learnology is a field of its own.", True),
        ("Learnology Academy is a better start.", False),
        ("Then implement Gibbs sampling, or Thompson sampling, by hand.", True),
        ("Follow it by RSS, or read its XML feed.", True),
    ],
)
def test_ordinary_words_are_names_where_they_stand_as_such(
    text: str, known: bool, verifier: Verifier, material: Material
) -> None:
    assert ("name" not in reasons(verifier, material, text)) is known


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("Nimm den Kurs Aufbruch, der ist klarer.", False),
        ("Lies das Buch Lichtblick von vorne.", False),
        ("Such bei Lichtblick danach.", False),
        ("Auf Wissensmarkt gibt es mehr.", False),
        ("Der Kurs von Aufbruch hilft dir.", False),
        ("Aufbruch ist ein besserer Kurs.", False),
        ("Lies das Buch von Anfang an, Kapitel für Kapitel.", True),
        ("Bei Fragen hilft ein Forum, auf Dauer die Praxis.", True),
        ("Das ist ein gutes Buch auf Englisch.", True),
        ("Programmieren ist der bessere Kurs.", True),
        ("Nimm dir den Kurs Schritt für Schritt vor.", True),
        ("Das Lernen von Modellen ist ein anderes Thema.", True),
    ],
)
def test_german_nouns_are_names_where_they_stand_as_such(
    text: str, known: bool, verifier: Verifier, material_of: MaterialOf
) -> None:
    assert ("name" not in reasons(verifier, material_of(GERMAN), text)) is known


# language


@pytest.mark.parametrize(
    ("code", "text", "right"),
    [
        ("en", "Yes, read it, it is worth your time.", True),
        ("de", "Ja, das lohnt sich für dich auf jeden Fall.", True),
        ("de", "Yes, read it, it is worth your time.", False),
        ("en", "Ja, das lohnt sich für dich auf jeden Fall.", False),
        ("de", "Kapitel zwei.", True),
        ("zh", "Yes, read it.", False),
        ("es", "Sí, vale la pena leerlo con calma.", True),
    ],
)
def test_the_language_is_that_which_was_asked_for(
    code: str, text: str, right: bool, verifier: Verifier, material_of: MaterialOf
) -> None:
    assert ("language" not in reasons(verifier, material_of(RL, code), text)) is right


# claims


@pytest.mark.parametrize(
    ("id_", "why", "right"),
    [
        (BOOK, "Free as a PDF.", True),
        (BOOK, "There is no certificate.", True),
        (BOOK, "With a certificate.", False),
        (COURSE, "With a certificate.", True),
        (BOOK, "Not for beginners.", True),
        (BOOK, "For beginners.", False),
        (BOOK, "Too fast for a beginner.", True),
        (BOOK, "Needs no maths.", False),
        (COURSE, "Needs no code.", False),
        (BOOK, "In TensorFlow.", False),
        (COURSE, "In PyTorch.", True),
        (BOOK, "Not in PyTorch.", True),
        (BOOK, "Good after your PyTorch course.", True),
        (COURSE, "Up to date.", False),
        (COURSE, "Not up to date.", True),
        (BOOK, "Up to date.", True),
        (BOOK, "This book is plain.", True),
        (COURSE, "Fits your current job.", True),
        (BOOK, "A short podcast.", False),
        (BOOK, "No podcast, but plain.", True),
        (BOOK, "Leaves you free evenings.", True),
    ],
)
def test_a_why_agrees_with_the_facts(id_: str, why: str, right: bool, verifier: Verifier, material: Material) -> None:
    assert ("claim" not in of_why(verifier, material, id_, why)) is right


def test_a_price_is_only_free_where_something_is(verifier: Verifier, material_of: MaterialOf) -> None:
    assert "claim" in of_why(verifier, material_of("is the kaggle book any good?"), "the-kaggle-book", "It is free.")
    assert "claim" not in of_why(verifier, material_of(NG), SOLD, "Its notebooks are free.")


def test_a_sentence_that_names_one_entry_agrees_with_its_facts(verifier: Verifier, material: Material) -> None:
    assert "claim" in reasons(verifier, material, "Sutton and Barto ends with a certificate.")
    assert "claim" not in reasons(verifier, material, "Sutton and Barto ends without a certificate.")
    assert "claim" not in reasons(verifier, material, "Sutton and Barto is long. A certificate needs more.")


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("Sutton and Barto is free, and the Hugging Face course ends with a certificate.", True),
        ("The Hugging Face course is free, and Sutton and Barto ends with a certificate.", False),
        ("Sutton and Barto and the Hugging Face course are both free.", True),
        ("Sutton and Barto and the Hugging Face course both end with a certificate.", False),
        ("Both Sutton and Barto and the Hugging Face course are up to date.", False),
        ("Sutton and Barto is current, the Hugging Face course is not up to date.", True),
        ("Sutton and Barto is a book, the Hugging Face course a course.", True),
        ("The Hugging Face course is a course, Sutton and Barto is a podcast.", False),
        ("Next to the Hugging Face course stands the podcast Sutton and Barto.", False),
        ("The Hugging Face course uses PyTorch, Sutton and Barto pseudocode.", True),
        ("The Hugging Face course uses PyTorch, Sutton and Barto uses TensorFlow.", False),
        ("The Hugging Face course suits beginners, Sutton and Barto does not.", True),
        ("The Hugging Face course is short, Sutton and Barto suits beginners.", False),
        ("Sutton and Barto wants probability, the Hugging Face course no code.", False),
        ("Read Sutton and Barto. It is free.", True),
        ("Read Sutton and Barto. It ends with a certificate.", False),
        ("Sutton and Barto is long. A certificate needs more.", True),
        ("Sutton's book ends with a certificate.", False),
        ("If you want a certificate, take the Hugging Face course rather than Sutton and Barto.", True),
    ],
)
def test_a_claim_is_of_the_nearest_name_before_it(
    text: str, right: bool, verifier: Verifier, material: Material
) -> None:
    assert ("claim" not in reasons(verifier, material, text)) is right


@pytest.mark.parametrize(
    ("answer", "ids", "right"),
    [
        ("Both are free.", (BOOK, COURSE), True),
        ("Both end with a certificate.", (BOOK, COURSE), False),
        ("All three are up to date.", (BOOK, COURSE, "gymnasium"), False),
        ("The book is free, the course ends with a certificate.", (BOOK, COURSE), True),
        ("The course is free, the book ends with a certificate.", (BOOK, COURSE), False),
    ],
)
def test_both_and_the_book_mean_what_is_picked(
    answer: str, ids: tuple[str, ...], right: bool, verifier: Verifier, material: Material
) -> None:
    draft = Draft(answer, picks=tuple(DraftPick(id_, "The first chapters.") for id_ in ids))
    assert ("claim" not in {fault.reason for fault in verifier.faults(draft, material)}) is right


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("Nothing else than Sutton and Barto makes the ideas so plain.", True),
        ("Sutton and Barto is the only free book on it.", False),
        ("Sutton and Barto is the only one with labs.", False),
        ("Take Sutton and Barto; only its print costs money.", False),
        ("No other book is free.", False),
        ("Sutton and Barto is the best book for it.", True),
        ("The Hugging Face course is the best maintained one.", False),
        ("Sutton and Barto is the shortest book on it.", False),
        ("Sutton and Barto is the most detailed text.", False),
        ("It is the first course to teach agents.", False),
        ("The Hugging Face course never needs repairs.", False),
        ("Sutton and Barto has solutions for all exercises.", False),
        ("Do all exercises of Sutton and Barto.", True),
        ("Read a page of Sutton and Barto every evening.", True),
        ("Begin with the shortest chapter of Sutton and Barto.", True),
        ("Your only gap is time.", True),
        ("Sutton and Barto is good, but not the only way in.", True),
        ("Sutton and Barto isn't the only free book on it.", True),
        ("All of this takes patience.", True),
    ],
)
def test_what_is_said_above_all_others_was_given(
    text: str, right: bool, verifier: Verifier, material: Material
) -> None:
    assert ("claim" not in reasons(verifier, material, text)) is right


# orders


@pytest.mark.parametrize("text", ["It is November 2026. Write in English.", "Write in English."])
def test_what_the_model_was_told_is_no_answer(text: str, verifier: Verifier, material: Material) -> None:
    assert "order" in reasons(verifier, material, text)


def test_the_instructions_are_no_answer(verifier: Verifier, material: Material) -> None:
    for line in instructions().splitlines():
        words = line.split()
        if len(words) > 30:
            assert "order" in reasons(verifier, material, " ".join(words[3:25]))


@pytest.mark.parametrize(
    "text",
    [
        "Download the data and install Python.",
        "Open a notebook and run the first cell.",
        "Go to the third part.",
        "Ignore the rest for now.",
        "Count the tokens of a text.",
        "Write to a file what you found.",
        "Send your model ten sentences.",
        "Share your project with a friend.",
        "Pay for the labs only if you need them.",
        "Ask in a forum when you are stuck.",
        "Forget about proofs for now.",
        "Give it an evening.",
        "Join a study group.",
        "Train it as an AI engineer would.",
        "Build an assistant that explains itself.",
        "Click through the examples.",
    ],
)
def test_ordinary_advice_is_no_order(text: str, verifier: Verifier, material: Material) -> None:
    assert "order" not in reasons(verifier, material, text)


# all of them

_TEXTS = st.text(max_size=300) | st.lists(
    st.sampled_from(
        [
            "Yes",
            "read",
            "it",
            ".",
            ":",
            "//",
            "www",
            "com",
            "@",
            "<",
            ">",
            "#",
            "*",
            "_",
            "`",
            "Kaggle",
            "free",
            "in R",
            "3",
            "٣",
            "½",
            "third",
            "weeks",
            "\u200d",
            "\u0301",
            "\n",
            "“",
            "”",
            "《",
            "》",
            "-",
            "一",
            "周",
            "'s",
            " ",
            "A",
            "\x00",
        ]
    )
).map(" ".join)


@examples(200)
@example("a." * 5_000, "", "en")
@example("1", "\x85", "en")
@example("A " * 5_000, "two or " * 2_000, "de")
@example("“" * 3_000, "1,000" * 3_000, "zh")
@given(_TEXTS, _TEXTS, st.sampled_from(["en", "de", "zh", "hi-Latn", "und", "xx", ""]))
def test_nothing_is_raised_and_nothing_bad_is_let_through(
    verifier: Verifier, material_of: MaterialOf, answer: str, why: str, code: str
) -> None:
    given_ = replace(material_of(SPANISH), code=code)
    draft = Draft(answer, why, (DraftPick(why, answer),), answer, why)
    assert verifier.faults(draft, given_)
    alone = Draft(answer, why)
    if not verifier.faults(alone, given_):
        for text in alone.texts:
            assert not re.search(r"://|www\.|@|<[@#!/a-zA-Z]|`|\*|\|\|", unicodedata.normalize("NFKC", text))
            assert not any(unicodedata.category(char) in ("Cc", "Cf", "Co", "So") for char in re.sub("[\n°]", "", text))
