"""Numbers with the words that agree with them: "1 request needs", "2 requests need"."""


def agree(number: float, one: str, many: str = "") -> str:
    """Return the word that goes with a number: ``one`` for 1, else ``many`` (``one`` and an s).

    Arguments:
        number: how many there are.
        one: the word or words for exactly one.
        many: the words for any other number.
    """
    return one if number == 1 else many or f"{one}s"


def counted(number: int, one: str, many: str = "") -> str:
    """Return a number with its word: "1 seat", "2 seats".

    Arguments:
        number: how many there are.
        one: the word, or words, for exactly one.
        many: the words for any other number; ``one`` and an s when left out.
    """
    return f"{number} {agree(number, one, many)}"
