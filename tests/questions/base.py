"""Question sets and a base that grows: what of their expectations holds whatever is added.

The sets were written for the few entries of tests/seed.py, and name them as answers. Of those alone the results are
held. Of the whole base what was understood is held, and that the first pick is no worse a fit than was expected.
"""

from collections import Counter
from collections.abc import Iterable, Sequence

from bot.advise import Guide, Recommendation
from bot.advise.guide import PICKS
from bot.advise.wording import misfits
from bot.contract import answer_object
from tests.questions.expectations import Item, failures, understood_failures


def failures_of_seed(seed: Guide, item: Item) -> list[str]:
    """What the answer from the few entries fails of all that is expected."""
    query = seed.parse(item["ask"])
    return failures(item, answer_object(item["ask"], query, seed.answer(query), PICKS))


def failures_of_whole(whole: Guide, item: Item) -> list[str]:
    """What the answer from the whole base fails of the intent and the facets expected, and where it does not fit."""
    query = whole.parse(item["ask"])
    answer = whole.answer(query)
    understood = answer_object(item["ask"], query, answer, PICKS)
    expected = {key: item[key] for key in ("intent",) if key in item}
    found = failures(expected, understood) + understood_failures(item.get("understood", {}), understood["understood"])
    if isinstance(answer, Recommendation) and answer.picks:
        best = answer.picks[0].resource
        found += [f"misfit: {best.id} {misfit}" for misfit in misfits(query, best)]
    return found


def shares_of_first(whole: Guide, items: Iterable[Item]) -> Sequence[tuple[str, float]]:
    """How large a share of the questions each entry stands first in the answer to, the largest first."""
    counts: Counter[str] = Counter()
    asked = 0
    for item in items:
        query = whole.parse(item["ask"])
        results = answer_object(item["ask"], query, whole.answer(query), 1)["results"]
        counts.update(result["id"] for result in results)
        asked += 1
    return [(id_, count / asked) for id_, count in counts.most_common()]
