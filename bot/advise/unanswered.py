"""What is said where nothing that is asked can be answered: to greetings, off topic, and where it is not clear."""

from collections.abc import Sequence

from bot.advise.answers import Answer, Notice, Unsure, WhichOne
from bot.advise.by_name import meaning_of
from bot.advise.faq_choice import CLEAR, NEARLY
from bot.advise.mentor import near
from bot.advise.question import Question, says_wishes
from bot.advise.verdicts.review import which_one
from bot.advise.wording.follow_up_words import LIGHT_WORDS
from bot.language import mark
from bot.understand.query import LONG
from bot.understand.words.text import phrase

NEAREST = 3
"""So many questions are offered where it is not clear which one is meant."""
THANKS = frozenset({"thank", "thx", "ty", "you", "so", "much", "a", "lot", "very", "cheer", "great", "cool", "nice"})
GREETINGS = frozenset({"hi", "hello", "hey", "yo", "there", "good", "morning", "evening", "bot", "everyone", "all"})
NOT_ABOUT_LEARNING = mark(
    "That's one for the others here: I only know about learning machine learning. Ask me about that any time."
)
NOT_ENGLISH = mark("I didn't understand that. English works best: ask me again in English, as simply as you like.")
NOT_UNDERSTOOD = mark(
    "I'm not sure what you're asking. Tell me what you want to learn and where you stand, for example: I know "
    "Python, how do I get into deep learning?"
)
OUT_OF_SCOPE = mark("I can't help with that: I only know how to learn this field, and anything else would be a guess.")


def unsure(asked: Question) -> Unsure | Notice:
    """That it is not clear what is asked, with the questions that may be meant; else with what can be asked."""
    offered = near(asked.catalogue, asked.query, (), (), NEAREST)
    return Unsure(asked.query, offered) if offered else Notice(asked.query, asked.say(NOT_UNDERSTOOD))


def off_topic(asked: Question) -> Unsure | Notice:
    """What is said to who asks for nothing; a question back where a note is clear all the same."""
    query = asked.query
    if query.margin >= CLEAR:
        return unsure(asked)
    return Notice(query, asked.say(light_words(query.words) or NOT_ABOUT_LEARNING), light=True)


def out_of_scope(asked: Question) -> Unsure | Notice:
    """That something else than learning is asked, or not clear what."""
    return unsure(asked) if asked.query.notes else Notice(asked.query, asked.say(OUT_OF_SCOPE))


def in_another_language(asked: Question) -> Answer:
    """The nearest note where one is likely, else the subject (names are much the same anywhere), else the topic."""
    query = asked.query
    if query.margin >= NEARLY:
        return asked.likeliest()
    if subject := asked.subject:
        return asked.on_subject(subject)
    if query.topics and (found := asked.recommended()).picks:
        return found
    return Notice(query, asked.say(NOT_ENGLISH), near(asked.catalogue, query, (), (), NEAREST))


def not_known(asked: Question) -> WhichOne | None:
    """That the name a question is all about means nothing here, with what is called nearly so."""
    query, name = asked.query, asked.query.unknown[0]
    is_all = phrase(name) == query.words
    if not is_all and (says_wishes(query) or query.subjects or query.margin >= CLEAR or len(query.words) > LONG):
        return None
    return which_one(asked.catalogue, name, meaning_of(name, asked.catalogue, asked.names))


def light_words(words: Sequence[str]) -> str:
    """What to say to a mere greeting or thanks; empty for anything else."""
    said = set(words)
    if said == {"help"}:
        return LIGHT_WORDS["help"]
    if said and said <= THANKS:
        return LIGHT_WORDS["thanks"]
    return LIGHT_WORDS["hello"] if said and said <= GREETINGS else ""
