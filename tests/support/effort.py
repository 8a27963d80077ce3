"""How hard property tests try: a little in the quick suite, much in the trial (see CONTRIBUTING.md)."""

from hypothesis import HealthCheck, Phase, settings

QUICK, TRIAL = 20, 100
"""The examples of a test that asks for 100 of them."""


def register_profiles(*, same_each_time: bool) -> None:
    """Make `--hypothesis-profile=trial` known. With `same_each_time` tests try the same examples at every run, so that
    what nobody has found before does not fail somebody else's change; looking for it is a run without.
    """
    settings.register_profile("quick", max_examples=QUICK, derandomize=same_each_time)
    settings.register_profile("trial", max_examples=TRIAL, deadline=None, derandomize=same_each_time)
    settings.load_profile("quick")


def examples(count: int, *, shrink: bool = True) -> settings:
    """A fifth of so many examples in the quick suite, and all of them with `--hypothesis-profile=trial`.

    Without `shrink`, for tests that press many buttons, what fails is told as it was found rather than at its shortest.
    How long examples take to make, and how many are thrown away for them, fails no test: having none at all does.
    """
    return settings(
        max_examples=max(count * settings().max_examples // 100, 1),
        deadline=None,
        phases=[phase for phase in Phase if shrink or phase not in (Phase.shrink, Phase.explain)],
        suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.filter_too_much],
    )
