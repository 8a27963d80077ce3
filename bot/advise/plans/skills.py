"""What is known of skills: their names, what a level or a subject stands for, and what to build with each."""

from collections.abc import Iterable

from bot.advise.wording.terms import FRAMEWORK, TOPIC
from bot.catalogue import Catalogue
from bot.catalogue.vocabulary import Level, Topic
from bot.language import Language, mark
from bot.understand import ParsedQuery

NAMES = {
    "python-basics": mark("Python basics"),
    "python-data": mark("handling data with NumPy and pandas"),
    "optimization": mark("optimisation"),
    "llm-finetuning": mark("fine-tuning of language models"),
    "prompting": mark("prompting"),
    "rag": mark("answers from documents of one's own (RAG)"),
    "agents": mark("agents that use tools"),
    "deep-reinforcement-learning": mark("deep reinforcement learning"),
    "linear-algebra": mark("linear algebra"),
    "calculus": mark("calculus"),
    "probability": mark("probability"),
    "statistics": mark("statistics"),
    "nlp": mark("language processing"),
    "fastai": "fastai",
    "scikit-learn": "scikit-learn",
    "machine-learning-basics": mark("the basics of machine learning"),
    "deep-learning-basics": mark("the basics of deep learning"),
    "deep-learning-theory": mark("the theory of deep learning"),
    "neural-networks": mark("neural networks"),
    "convolutional-networks": mark("convolutional networks"),
    "sequence-networks": mark("sequence networks"),
    "transformers": mark("transformers"),
    "diffusion-models": mark("diffusion models"),
    "generative-models": mark("generative models"),
    "large-language-models": mark("large language models"),
    "tuning": mark("tuning of networks"),
    "project-strategy": mark("project strategy"),
    "deployment": mark("deployment"),
}
LEVEL_SKILLS: dict[Level, frozenset[str]] = {
    "beginner": frozenset(),
    "intermediate": frozenset(
        {"python-basics", "linear-algebra", "calculus", "machine-learning-basics", "neural-networks"}
    ),
}
LEVEL_SKILLS["advanced"] = LEVEL_SKILLS["intermediate"] | {
    "probability", "deep-learning-basics", "convolutional-networks", "sequence-networks", "tuning",
}  # fmt: skip
"""What somebody who calls themselves so is taken to know. Of a beginner, and of who says nothing, nothing is."""

TOPIC_SKILLS: dict[Topic, tuple[str, ...]] = {
    "foundations": ("deep-learning-basics", "neural-networks"),
    "machine-learning": ("machine-learning-basics",),
    "math": ("linear-algebra", "calculus", "probability"),
    "python": ("python-basics",),
    "computer-vision": ("convolutional-networks",),
    "nlp": ("transformers",),
    "sequence-models": ("sequence-networks",),
    "llm": ("transformers", "large-language-models"),
    "agents-rag": ("agents", "rag", "retrieval"),
    "generative": ("generative-models", "diffusion-models"),
    "reinforcement-learning": ("rl",),
    "speech-audio": ("speech", "audio"),
    "graph": ("graph-networks", "graph-neural-networks"),
    "practice": ("tuning", "project-strategy"),
    "mlops": ("deployment",),
}
"""What a subject takes, beside the skill of its own name. A skill that nothing teaches is passed over."""

BUILD = {
    "python-basics": mark("a script that tidies a folder of yours or draws a chart from a file"),
    "linear-algebra": mark("a picture squeezed with a singular value decomposition, in NumPy"),
    "calculus": mark("gradient descent by hand on a curve that you draw"),
    "probability": mark("a simulation of a game of chance, held against the sums on paper"),
    "statistics": mark("a small survey among friends, with error bars"),
    "machine-learning-basics": mark("a predictor of house prices or match results, checked on data it has not seen"),
    "scikit-learn": mark("three models on one open table of data, with a fair comparison"),
    "data-analysis": mark("three charts that tell one story from an open data set"),
    "deep-learning-basics": mark("a small network that reads handwritten digits, and a page on where it errs"),
    "neural-networks": mark("a network of two layers from scratch in NumPy"),
    "convolutional-networks": mark("a classifier for your own photos"),
    "computer-vision": mark("a sorter for pictures of plants, birds or whatever you like to photograph"),
    "sequence-networks": mark("a forecaster for the weather of your town, held against yesterday's value"),
    "nlp": mark("a sorter for reviews that tells praise from complaints"),
    "transformers": mark("a pretrained transformer, tuned to sort messages of your own"),
    "large-language-models": mark("a helper that answers questions on a document of yours"),
    "agents": mark("an assistant that uses two tools and keeps a log of what it did"),
    "rag": mark("a search over your own notes that answers with the passage it used"),
    "generative-models": mark("a small model that draws digits or invents names"),
    "diffusion-models": mark("a tiny diffusion model on small pictures, with its steps shown"),
    "reinforcement-learning": mark("an agent that learns to balance a pole"),
    "recommender-systems": mark("a recommender for films from open ratings"),
    "time-series": mark("a forecast of your electricity use, with a plain average to beat"),
    "speech-audio": mark("a recogniser of ten spoken words"),
    "graph-networks": mark("a model that guesses the subject of papers from who cites whom"),
    "tuning": mark("your last network again, with a log of what each change brought"),
    "project-strategy": mark("a one-page plan for a project: aim, measure, data, and what comes first"),
    "deployment": mark("a page on the web where friends can try your last model"),
    "pytorch": mark("your last model again in plain PyTorch, with a training loop of your own"),
    "tensorflow": mark("a small picture classifier in TensorFlow"),
    "keras": mark("a small picture classifier in Keras, saved and loaded again"),
    "jax": mark("gradient descent in JAX, sped up and timed"),
    "fastai": mark("a picture classifier in ten lines of fastai"),
    "python-data": mark("a table of your own spending or training, tidied and drawn with pandas"),
    "optimization": mark("three ways downhill on one curve, drawn side by side"),
    "llm-finetuning": mark(
        "a small language model, tuned on a hundred examples of your own, with a test before and after"
    ),
    "prompting": mark("ten questions of yours with two prompts each, and a table of what came back"),
    "deep-reinforcement-learning": mark("an agent that learns a small Atari game or lands a moon lander"),
    "mlops": mark("a pipeline that trains, tests and serves your last model again at one command"),
    "paper-reading": mark("one page on a paper: what is new, what is shown, what you doubt"),
    "interpretability": mark("a map of what your classifier looks at, on ten pictures that it got wrong"),
    "ethics": mark("a card for your last model: what it is for, whom it may harm, where it fails"),
    "deep-learning-theory": mark("one result of the book, shown by an experiment of your own"),
}
BUILD_ANYTHING = mark("a notebook that explains one idea of it to a friend, with an example of your own")
"""Where nothing better is known to build."""


def skill_name(skill: str, say: Language) -> str:
    """The skill as a thing in a sentence; one that has no name here goes by its English id."""
    name = NAMES.get(skill) or TOPIC.get(skill)
    return say(name) if name else FRAMEWORK.get(skill) or skill.replace("-", " ")


def known_skills(query: ParsedQuery, catalogue: Catalogue) -> frozenset[str]:
    """What the member can be taken to know: what they say, and both ends of what they have finished or are doing."""
    said = {skill for name in query.knows for skill in topic_skills(name)}
    found = said.union(*(catalogue.skills.below(skill) for skill in said))
    for id_ in query.ids("done", "doing"):
        if entry := catalogue.get(id_):
            for own in (entry, *catalogue.parts_of(entry.id)):
                found.update(own.requires, own.teaches)
    return frozenset(found)


def topic_skills(topic: str) -> tuple[str, ...]:
    """The skills that learning this subject means."""
    return tuple(dict.fromkeys((topic, *TOPIC_SKILLS.get(topic, ()))))  # type: ignore[call-overload]


def build_idea(skills: Iterable[str], used: set[str], say: Language) -> str:
    """Something small to build with the first of the skills that has an idea not used so far; adds it to `used`."""
    idea = next((BUILD[skill] for skill in skills if BUILD.get(skill, "") not in {"", *used}), BUILD_ANYTHING)
    used.add(idea)
    return say(idea)
