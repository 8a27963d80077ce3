"""What of a text is words: signs and blanks say nothing."""


def words_in(text: str) -> str:
    """The words of a text, each with a letter or digit in it, with a blank between them."""
    return " ".join(word for word in text.split() if any(map(str.isalnum, word)))
