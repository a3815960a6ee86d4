"""Compile the translations: `python -m lotse.project.words` (no gettext programs needed)."""

from pathlib import Path

HOUSE = Path(__file__).resolve().parents[1]


def compile_all(root: Path = HOUSE) -> int:
    """Write each .po file's .mo file beside it and return how many there were."""
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    found = sorted(root.rglob("locale/*/LC_MESSAGES/*.po"))
    for source in found:
        with source.open("rb") as file:
            catalogue = read_po(file)
        with source.with_suffix(".mo").open("wb") as file:
            write_mo(file, catalogue)
    return len(found)


if __name__ == "__main__":
    compile_all()
