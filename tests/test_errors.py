"""Messages: no letter in them steers a terminal, and no word in them fills the window."""

from __future__ import annotations

import pytest

from goodoffices.errors import InputError, Place, nearest, quoted


@pytest.mark.parametrize("letter", ["\x1b", "\x9b", "\r", "\n", "\u200f", "\u202e", "\u2066", "\ufeff", "\udc80"])
def test_a_message_shows_what_would_steer_a_terminal_as_its_code(letter: str) -> None:
    assert letter not in str(InputError(f"no {letter} here", Place(f"plan{letter}.yaml", 1)))


def test_korean_and_emoji_stand_in_a_message_as_written() -> None:
    assert str(InputError("평양 👩‍🚀")) == "평양 👩‍🚀"


def test_a_very_long_word_is_cut_and_has_no_nearest() -> None:
    assert len(quoted("x" * 5000)) < 100 and nearest("x" * 5000, ["x" * 4999]) == ""
