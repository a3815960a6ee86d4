"""Square codes (QR): an address on paper that a telephone reads."""


def square(address: str) -> bytes:
    """Return the code of this address as SVG; a quarter of it may be dirty and it is still read."""
    import segno

    return segno.make(address, error="q", micro=False).svg_inline(scale=4).encode()
