"""Numbers as people write them, and the words that agree with them: "1 request needs"."""

import re


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


def shortened(text: str, most: int) -> str:
    """Return a text of at most so many characters: cut after a word, with an ellipsis."""
    return text if len(text) <= most else f"{text[:most].rsplit(' ', 1)[0]} …"


def dialed(phone: str) -> str:
    """Return what a phone dials, without the extension: "+12025550142" for "+1 (202) 555-0142 ext. 7".

    Source: RFC 3966, section 3: digits, and a leading "+" where the number is global.
    """
    number = re.match(r"[^a-z#;,]*", phone.casefold())
    digits = re.sub(r"[^0-9]", "", number.group()) if number else ""
    return f"+{digits}" if digits and phone.strip().startswith("+") else digits
