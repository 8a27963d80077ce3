"""Change below an answer: the form is filled with what was understood, and the answer follows what is sent."""

import pytest
from msgspec.structs import replace
from simcord import Env

from bot.advise import Advised, Guide
from bot.advise.asked_again import Asked
from bot.advise.forms.question_ids import encode_within
from bot.advise.ranking.filters import Filters
from bot.discord_app.questions.buttons import MAX_ID, MOST_QUESTION
from bot.understand.facets.asker import Told
from tests.support.asked import asked
from tests.support.simulated.changing import filled, form_of, sent
from tests.support.simulated.closer import id_of
from tests.support.simulated.posting import post_buttons, post_menu
from tests.support.simulated.reading import ids, reply, text, vote_labels
from tests.support.simulated.server import Member, Server


async def test_the_form_has_what_was_understood(maya: Member) -> None:
    card = reply(await maya.recommend("free book or course for a beginner, light maths, 5 hours a week"))

    assert filled(await form_of(maya, card)) == {
        "level": ["beginner"], "math": ["light"], "cost": ["free"], "format": ["book", "course"], "hours": "5",
    }  # fmt: skip


async def test_what_is_changed_is_said_first_to_the_presser_alone(maya: Member, tom: Member) -> None:
    card = reply(await maya.recommend("beginner math-light"))

    changed = await sent(tom, await form_of(tom, card), math=["heavy"], level=["advanced"], hours="2,5")

    assert changed.ephemeral
    said = "**Same question, but for advanced learners, with a lot of maths and with 2.5 hours a week:**"
    assert text(changed).startswith(said)
    assert "Understood: advanced, heavy maths, 2.5 hours a week." in text(changed)
    assert ids(changed, "vote") != ids(card, "vote")
    assert len(maya.server.channel.history(viewer=maya.actor)) == 1


async def test_nothing_changed_is_said_too(maya: Member) -> None:
    card = reply(await maya.recommend("beginner math-light"))

    again = await sent(maya, await form_of(maya, card), hours="many")

    assert text(again).startswith("**Nothing changed, so this is the same answer:**")
    assert ids(again, "vote") == ids(card, "vote")


async def test_what_is_left_open_is_no_wish_any_more(maya: Member) -> None:
    card = reply(await maya.recommend("beginner, light maths, a book"))
    form = await form_of(maya, card)

    changed = reply(await maya.actor.submit_modal(form, {}))

    assert text(changed).startswith("**Same question, but at any level, with any amount of maths and in any format:**")
    assert "Understood" not in text(changed)


async def test_options_of_the_command_stay_strict(maya: Member) -> None:
    card = reply(await maya.recommend("beginner", format="book"))

    changed = await sent(maya, await form_of(maya, card), cost=["free"])

    assert "free, a book" in text(changed)


async def test_an_old_menu_still_corrects(maya: Member) -> None:
    menu = "fix:1:l0.m1"
    message = await post_menu(maya.server.env, maya.server.channel, menu, "math:heavy")

    corrected = reply(await maya.actor.select(message, ["math:heavy"], custom_id=menu))

    assert corrected.ephemeral
    assert "Understood: beginner, heavy maths." in text(corrected)


@pytest.mark.parametrize("question", ["zzz", "", "a00000000", "a00000000x.l9", "ow9,k,lzz", "g.l0", "gfff"])
async def test_forged_forms_are_answered(env: Env, maya: Member, question: str) -> None:
    button = f"change:1:{question}"
    form = await maya.actor.click(await post_buttons(env, maya.server.channel, button), custom_id=button)
    assert form.modal

    assert text(reply(await maya.actor.submit_modal(form, {"level": ["beginner"]})))
    assert not env.errors


class TestNotes:
    @pytest.fixture
    def guide(self, whole: Guide) -> Guide:
        """The bot of these tests has the whole knowledge base, with its notes."""
        return whole

    async def test_a_note_is_said_to_the_changed_asker(self, server: Server, maya: Member, guide: Guide) -> None:
        note = next(
            note for note in guide.catalogue.advice.notes.values()
            if note.picks and any(v.when.cost == ("free",) and v.answer and not v.when.says for v in note.variants)
        )  # fmt: skip
        button = f"note:1:{note.id}"
        card = reply(await maya.actor.click(await post_buttons(server.env, server.channel, button), custom_id=button))

        changed = await sent(maya, await form_of(maya, card), cost=["free"])

        variant = next(variant for variant in note.variants if variant.when.cost == ("free",))
        shown = text(changed).replace("\\", "")
        assert shown.startswith("**Same question, but free:**")
        assert str(variant.answer) in shown

    async def test_more_goes_on_from_a_subject_without_a_repeat(self, maya: Member) -> None:
        question = "what should I use to learn about graph neural networks?"
        card = reply(await maya.actor.slash(maya.server.channel, "ask", question=question))
        seen = ids(card, "vote")
        assert seen
        for _ in range(2):
            card = reply(await maya.press(card, id_of(card, "more")))
            assert card.ephemeral
            assert len(vote_labels(card)) == 3
            seen += ids(card, "vote")
        assert len(seen) == len(set(seen))

    def test_every_answer_comes_back_from_its_id(self, guide: Guide) -> None:
        """Whatever was asked, the note or subject that answered, the level, the cost and so on are read again."""
        read = 0
        for question in asked()[:250]:
            answer = guide.answer(guide.parse(question))
            if not isinstance(answer, Advised):
                continue
            text_ = encode_within(MOST_QUESTION, answer.query, Filters(), source=answer.source)
            if text_ is None:
                continue
            read += 1
            again = Asked.read(text_, guide)
            assert again.source == answer.source, question
            assert (again.query.level, again.query.cost) == (answer.query.level, answer.query.cost)
        assert read > 50

    def test_no_two_answers_have_one_digest(self, guide: Guide) -> None:
        advice = guide.catalogue.advice
        sources = [*advice.notes, *advice.subjects, *advice.routes,
                   *(term for term in advice.terms if term not in advice.notes),
                   *(f"{faq.id}:{said.ask}" for faq in advice.faqs.values() for said in faq.answers)]  # fmt: skip
        for source in sources:
            id_ = encode_within(MAX_ID, guide.parse(""), Filters(), source=source)
            assert id_
            assert Asked.read(id_, guide).source == source


def test_what_an_asker_told_comes_back(guide: Guide) -> None:
    told = Told(("student", "older"), ("python", "maths"), ("money",), ("job", "build"))
    query = guide.parse("beginner")

    again = Asked.read(encode_within(MOST_QUESTION, replace(query, told=told), Filters()) or "", guide)

    assert again.query.told == told
