"""How much each thing counts in the ranking. The one table to change when the order feels wrong.

A score is the sum of what each facet of the question gives or takes, and of what the entry brings along
whatever is asked (its `prior`). Facets are far apart on purpose: what the asker said outweighs any rating,
and a rating outweighs any number of votes.
"""

from msgspec import Struct


class Weights(Struct, frozen=True):
    """Points, in one common unit: an exact fit of the level is worth 3."""

    level_fit: float = 3.0
    level_made_for: float = 0.5
    """On top, where the level asked for is where the entry begins."""
    level_step: float = -3.0
    """For each level that the entry is away."""

    unsaid_level: float = -1.25
    """For each level above the lowest at which the entry begins, where nothing says how far the asker is."""

    math_fit: float = 2.5
    math_below: float = -0.25
    """For each step below what the asker can take: nothing lost, but little gained."""
    math_above: float = -2.5
    """For each step above it."""
    math_short: float = -2.0
    """For each step short of it, for somebody who wants some."""
    math_shy: float = -3.0
    """For each step short of it, for somebody who wants a lot."""

    format_fit: float = 3.0
    format_miss: float = -3.0

    cost_fit: float = 2.0
    cost_step: float = -1.5
    """For each step of cost above what the asker would pay."""

    topic_places: tuple[float, ...] = (5.5, 3.5, 2.5, 1.8, 1.5, 1.5)
    """For an entry that names the topic first, second, and so on."""
    topic_missing: float = -1.0
    topic_refused: float = -4.0
    """For an entry that is foremost on a subject that the asker does not care about."""
    further_topic: float = 0.4
    """The share that a topic counts which is not the main one asked for."""
    unsaid_topic: float = 0.3
    """The share that deep learning in general counts where no subject was said."""

    certificate_fit: float = 2.0
    certificate_miss: float = -3.0
    framework_fit: float = 3.0
    framework_step: float = 0.8
    """Less for each tool that the entry names before it."""
    framework_miss: float = -0.5
    provider_fit: float = 4.5
    style_fit: float = 1.5
    style_near: float = 0.7
    style_opposite: float = -2.0

    time_fit: float = 0.5
    """For an entry of which even the slow get through all in the time that there is."""
    time_over: float = -2.0
    """For one that takes even the quick longer; twice that where it takes them twice as long."""

    format_beside: float = -2.0
    """For what nobody learns from alone, such as a paper or a tool, where no format was asked for."""

    shortlist: float = 14.0
    shortlist_step: float = 0.6
    """For an entry on the shortlist of the subject asked for; less for each that stands before it."""
    core: float = 1.6
    solid: float = 0.4
    niche: float = -0.9
    """What an entry's standing gives: enough to lead among what fits, too little to lead over what fits better."""
    dated: float = -0.8
    part: float = -0.75
    """A part stands behind its whole unless what was asked is just its subject."""
    recent_year: float = 0.02
    """For each year of the newest edition after `old_year`, up to `recent_years` of them."""
    old_year: int = 2016
    recent_years: int = 8

    votes_most: float = 0.07
    """What all the votes of a server can give at most: less than an entry's being four years newer."""
    votes_for: float = 1.0
    votes_against: float = 5.0
    """What is taken as said before anybody voted, so that the first few votes change little."""
    pinned: float = 2.0
    """For an entry that the server's moderators put first: before others that fit, not before what fits better."""
    uncurated: float = -0.6
    """For an entry of a server's members that no curator has looked at."""

    keyword_in_title: float = 2.4
    keyword: float = 2.0
    """For each word of the question that the entry alone has in its text; less the more others have it too."""
    keywords_most: float = 4.0
    next_step: float = 0.5
    """For each skill that the entry builds on and that something the asker has finished taught."""
    next_steps_most: float = 1.5
    next_part: float = 4.0
    """For the part of a series after the last one that the asker has finished."""
    whole_begun: float = -4.0
    """For a series of which the asker has finished a part."""

    repetition: float = -3.0
    """For an entry that teaches nothing but what something finished has taught; less by the square of the share."""

    same_format: float = -1.0
    """For each pick of the same format already chosen, where no format was asked for."""
