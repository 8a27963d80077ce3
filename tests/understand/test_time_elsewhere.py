"""Hours and weeks in messages in other languages."""

import pytest

from bot.advise import Guide
from bot.understand.facets.time_budget import Pace
from bot.understand.facets.time_elsewhere import pace_elsewhere

A_WEEK = (
    "tengo 5 horas a la semana", "dá pra fazer com 5 horas por semana?", "je bosse, 5h par semaine max",
    "ich habe 5 Stunden pro Woche", "ho solo 5 ore a settimana", "heb maar 5 uur per week",
    "mam tylko 5 godzin w tygodniu", "haftada 5 saatim var", "есть только 5 часов в неделю",
    "маю лише 5 годин на тиждень", "عندي ٥ ساعات في الأسبوع", "मेरे पास हफ्ते में 5 घंटे हैं", "সপ্তাহে ৫ ঘণ্টা সময় আছে",
    "cuma punya waktu 5 jam seminggu", "mỗi tuần chỉ có 5 tiếng", "每周只有5小时", "週に5時間しかない",
    "일주일에 5시간밖에 없어요", "mere paas hafte me sirf 5 ghante hai",
)  # fmt: skip


@pytest.mark.parametrize("text", A_WEEK)
def test_hours_a_week_are_read(text: str) -> None:
    assert pace_elsewhere(text) == Pace(5.0, None, None)


@pytest.mark.parametrize(
    ("text", "pace"),
    [
        ("quiero aprender en 6 semanas", Pace(None, 6.0, None)),
        ("in 8 Wochen mit 10 Stunden", Pace(None, 8.0, 10.0)),
        ("tengo 2,5 horas", Pace(None, None, 2.5)),
        ("tengo 90 horas por semana", Pace(60.0, None, None)),
        ("esta semana quiero empezar", Pace(None, None, None)),
        ("cs231n de 2016", Pace(None, None, None)),
        ("", Pace(None, None, None)),
    ],
)
def test_other_times_are_read(text: str, pace: Pace) -> None:
    assert pace_elsewhere(text) == pace


def test_a_message_is_read_by_its_language(guide: Guide) -> None:
    assert guide.parse("quiero aprender keras, tengo 5 horas a la semana").hours_per_week == 5.0
    assert guide.parse("I want to learn keras, I have 5 hours a week").hours_per_week == 5.0
