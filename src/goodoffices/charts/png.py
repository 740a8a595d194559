"""A picture as PNG, by the resvg library where it is installed."""

from __future__ import annotations

from goodoffices.errors import InputError


def png(svg: str) -> bytes:
    """The picture at twice its size, in the fonts of this machine.

    Raises:
        InputError: the library that draws PNG files is not installed.
    """
    try:
        import resvg_py
    except ImportError:
        raise InputError(
            "PNG files need one more package; install it with: pip install 'goodoffices[png]' (or write --svg FILE)"
        ) from None
    return bytes(resvg_py.svg_to_bytes(svg_string=svg, zoom=2))
