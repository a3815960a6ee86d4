"""Why a log is not read in, or not there, in a sentence that says where to look."""


class CannotRead(ValueError):
    """This file cannot be read as an event log; nothing of it was kept."""

    def __init__(self, sentence: str, line: int | None = None):
        super().__init__(f"Zeile {line}: {sentence}" if line else sentence)


def readable(text: str, most: int = 60) -> str:
    """Return words of a file so that a sentence may quote them: short, and nothing that moves a terminal."""
    return "".join(letter if letter.isprintable() else "?" for letter in text[:most])


class UnknownLog(LookupError):
    """No log stands under this name."""

    def __init__(self, name: str):
        super().__init__(f"Ein Protokoll „{readable(name)}“ gibt es nicht. „lotse import log“ liest eines ein.")


class UnknownService(LookupError):
    """No service has this short name."""

    def __init__(self, slug: str):
        super().__init__(f"Einen Dienst „{readable(slug)}“ gibt es nicht. Nehmen Sie den Kurznamen aus seiner Adresse.")
